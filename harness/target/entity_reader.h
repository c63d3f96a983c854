#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/target/profile.h"
#include "harness/yaml/node.h"

namespace plumb::target {

/// Reads one entity of a profile, strictly. `profile` holds what was read before the entities: its
/// keys and accesses. What is wrong is added to `problems`.
Entity ReadEntity(const std::string& id, const yaml::Node& node, const Profile& profile,
                  std::vector<Problem>& problems);

}  // namespace plumb::target
