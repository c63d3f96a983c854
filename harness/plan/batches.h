#pragma once

#include <vector>

#include "harness/plan/plan.h"

namespace plumb::plan {

/// Cases that run side by side, in one lockstep.
using Batch = std::vector<const Case*>;

/// The cases of a wave in the batches in which they run, one after the other: all that bear
/// company, then those that restart the data flow, those of each fault, and the rest one by one.
/// With `isolate` every case is by itself.
std::vector<Batch> BatchesOf(const Batch& wave, bool isolate = false);

}  // namespace plumb::plan
