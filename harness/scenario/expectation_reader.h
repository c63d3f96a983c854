#pragma once

#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/step.h"
#include "harness/yaml/node.h"

namespace plumb::scenario {

/// Reads what stands under `expect:` or `observe:`: exactly one kind of expectation.
Expect ReadExpect(const yaml::Node& node, bool only_observe, std::vector<Problem>& problems);

}  // namespace plumb::scenario
