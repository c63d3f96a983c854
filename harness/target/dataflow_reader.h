#pragma once

#include <string>

#include "harness/target/credentials.h"
#include "harness/target/target.h"
#include "harness/yaml/node.h"

namespace plumb::target {

/// Reads the `dataflow` section of a target, strictly. `folder` is where its commands run.
Dataflow ReadDataflow(const yaml::Node& node, const std::string& folder, TargetReading& reading);

}  // namespace plumb::target
