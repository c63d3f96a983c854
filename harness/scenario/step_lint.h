#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/step.h"

namespace plumb::scenario {

/// What cannot make sense in the steps of a case, each with its place: records and marks that are
/// used before they exist, records made twice or used after their deletion, and a case that cannot
/// fail because nothing is expected after a sync. `observes` says that the case only records.
std::vector<Problem> LintSteps(const std::vector<Step>& steps, bool observes);

}  // namespace plumb::scenario
