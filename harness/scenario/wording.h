#pragma once

#include <string>

#include "harness/scenario/step.h"

namespace plumb::scenario {

/// One line of plain English without a full stop: "create user in the source with
/// profile.email.email = a new value", "expect that user and contact are linked".
std::string Describe(const Step& step);

}  // namespace plumb::scenario
