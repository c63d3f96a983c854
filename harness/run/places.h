#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/run/world.h"

namespace plumb::run {

/// A system and an entity of it.
using Place = std::pair<std::string, std::string>;

/// Where the run and the data flow make records: the entities of the checklist's flows, and the
/// parents of these. Each once, in the order of the flows.
std::vector<Place> PlacesOf(const World& world);

}  // namespace plumb::run
