#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// What would make a case decidable that could not be told: from its verdict and the words of its
/// reason. "" for a case that was decided, or that does not decide anything.
std::string RemedyFor(const CaseResult& result);

}  // namespace plumb::report
