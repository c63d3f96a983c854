#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/target/profile.h"

namespace plumb::run {

struct LeafChange {
    std::string path;
    nlohmann::json before;  ///< null when it was not there
    nlohmann::json after;
};

/// The fields in which two states of one record differ, apart from those that its system manages
/// itself (the profile's `managed` and modified-at fields) and those excepted. Absent, null and ""
/// are the same.
std::vector<LeafChange> ChangedLeaves(const nlohmann::json& before, const nlohmann::json& after,
                                      const target::Entity& entity,
                                      const std::vector<std::string>& except);

}  // namespace plumb::run
