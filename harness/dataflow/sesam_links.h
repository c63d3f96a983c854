#pragma once

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "harness/dataflow/driver.h"

namespace plumb::dataflow {

/// Adds the links that one merged entity stands for: each pair of a source and a target id in its
/// `$ids`, written "~:youtrack-users:ID". `entity_of` maps their namespaces to entities; others are
/// no concern of the flow.
void AddLinks(const nlohmann::json& merged, const std::map<std::string, std::string>& entity_of,
              const std::string& source_entity, const std::string& target_entity, Links& links);

}  // namespace plumb::dataflow
