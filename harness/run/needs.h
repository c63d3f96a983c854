#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "harness/run/cast.h"
#include "harness/run/world.h"

namespace plumb::run {

/// What is going to be looked at of one entity after a barrier. A plain value.
struct Need {
    bool list = false;  ///< records that nobody knows of, or whole records as lists show them
    int records = 0;    ///< known ones, each by its id
};
using Needs = std::map<std::pair<std::string, std::string>, Need>;  ///< by system and entity

/// The flow of this id; of the case where it is "".
const checklist::Flow& FlowOf(const World& world, const plan::Case& plan, const std::string& id);

/// Where a copy could turn up: across, in the entity of the flow; on the record's own side in every
/// entity that no flow may create.
std::vector<const target::Entity*> PlacesOf(const World& world, const Cast& cast,
                                            const scenario::NoneResembling& expectation);

}  // namespace plumb::run
