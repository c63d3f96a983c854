#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/system/system.h"
#include "harness/target/profile.h"

namespace plumb::system {

/// The bodies that an entity's operations take. No I/O.

/// The members of a new record: the case's, those that every create has, and those that stand in
/// for an empty one. `value_of`: what the target gives for an optional key, "" for nothing.
using ValueOfKey = std::function<std::string(const std::string&)>;
nlohmann::json CreateBody(const target::Entity& entity, nlohmann::json fields,
                          const ValueOfKey& value_of = {});

/// Only what changes, nested as in the record; a removed property is null.
nlohmann::json MergeBody(const target::Entity& entity, const std::vector<Change>& changes);

/// The whole record with its changes, without what cannot be written.
nlohmann::json WholeBody(const target::Entity& entity, nlohmann::json record,
                         const std::vector<Change>& changes);

/// RFC 6902: `replace`, `remove`, and `add` where the object around a property is missing.
nlohmann::json JsonPatchBody(const nlohmann::json& record, const std::vector<Change>& changes);

}  // namespace plumb::system
