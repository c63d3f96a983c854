#pragma once

#include <string>

#include "harness/journal/event.h"

namespace plumb::report {

/// The request as a `curl` command that a person can repeat. Secrets, which the journal holds
/// masked
/// ("***") and which are never shown even if it does not, are environment variables named after the
/// system: "Authorization: Bearer $YOUTRACK_TOKEN".
std::string CurlLine(const journal::Exchange& exchange);

}  // namespace plumb::report
