#pragma once

#include <optional>
#include <string>

#include "harness/base/clock.h"

namespace plumb {

/// The time of an HTTP header such as Date or Retry-After: "Thu, 26 Nov 2026 19:31:23 GMT"
/// (RFC 9110, 5.6.7; the two obsolete forms are not read).
std::optional<Milliseconds> ParseHttpDate(const std::string& text);

}  // namespace plumb
