#pragma once

#include <vector>

#include "harness/base/result.h"
#include "harness/yaml/node.h"
#include "mocks/http/fault_reader.h"

namespace plumb::cli {

/// The systems that the mocks are, with what can be asked of them.
std::vector<mocks::http::KnownSystem> SystemsOfTheMocks();

/// What the mocks would refuse of the faults in a file of checks or a scenario, and of the verdicts
/// in a table of values, each with its place: unknown keys and verdicts, values out of range, and
/// matches that no request can fulfil. A side stands for either system, and what a check takes from
/// a table is looked at there.
void CheckFaultSteps(const yaml::Node& file, std::vector<Problem>& problems);

}  // namespace plumb::cli
