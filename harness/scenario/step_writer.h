#pragma once

#include <string>
#include <vector>

#include "harness/scenario/step.h"

namespace plumb::scenario {

/// The YAML form of a step on one line, without "- " and newline; ReadSteps() gives the same action
/// back.
std::string WriteStep(const Step& step);

/// A YAML list, one step per line, each indented by `indent` blanks.
std::string WriteSteps(const std::vector<Step>& steps, std::size_t indent = 0);

}  // namespace plumb::scenario
