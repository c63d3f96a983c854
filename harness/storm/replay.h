#pragma once

#include "harness/plan/plan.h"
#include "harness/scenario/scenario.h"
#include "harness/storm/storm.h"

namespace plumb::storm {

/// A point as a scenario that `plumb replay` runs: the whole workload with its fault, since which
/// request is the nth depends on all cases. `plan` is that of WithFault(). The name of the
/// checklist is left to whoever writes the file, because it depends on the folder.
scenario::Scenario ReplayOf(const Storm& storm, const plan::Plan& plan, const PointResult& result);

}  // namespace plumb::storm
