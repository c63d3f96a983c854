#pragma once

#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/step.h"

namespace plumb::scenario {

/// Verdicts that rest on nothing happening and that no control could guard: a control edit can
/// arrive in the second sync of a run at the earliest, and it must arrive in a sync after the
/// case's last request. `start_after` is the number of syncs of the run before the first step.
std::vector<Problem> LintBarriers(const std::vector<Step>& steps, int start_after);

}  // namespace plumb::scenario
