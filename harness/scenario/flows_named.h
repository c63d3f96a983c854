#pragma once

#include <string>

#include "harness/scenario/step.h"

namespace plumb::scenario {

/// The id of the flow that a step names; "" when it names none.
std::string FlowNamedBy(const Action& action);

}  // namespace plumb::scenario
