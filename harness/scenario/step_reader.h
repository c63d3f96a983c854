#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/step.h"
#include "harness/yaml/node.h"

namespace plumb::scenario {

/// Reads the steps of a case, strictly: unknown steps, expectations and keys are reported with
/// their place and a suggestion. What was understood is returned; what was not is in `problems`.
/// References such as $from.path must have been filled in before.
std::vector<Step> ReadSteps(const yaml::Node& list, std::vector<Problem>& problems);

/// The same from a text, all problems as one error.
Result<std::vector<Step>> ReadSteps(std::string_view yaml, const std::string& file);

}  // namespace plumb::scenario
