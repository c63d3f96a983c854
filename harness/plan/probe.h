#pragma once

#include <vector>

#include "harness/catalogue/context.h"
#include "harness/plan/plan.h"

namespace plumb::plan {

/// Where the data flow's links cannot be read, replaces what a case expects of them by probes at
/// its end: give one record a new value in a property that is kept in sync, sync, look at the other
/// side, take it back, sync. What nothing kept in sync can show stays as it is: the executor will
/// say that it cannot be told. Returns false then.
bool AppendProbes(const catalogue::Context& context, Case& one);

}  // namespace plumb::plan
