#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::run {

/// A system and an entity of it.
using Place = std::pair<std::string, std::string>;

/// Where the run and the data flow make records: the entities of the checklist's flows, the parents
/// of these, and those of the locks (run::TenantLock). Each once, in the order of the flows.
std::vector<Place> PlacesOf(const checklist::Checklist& checklist,
                            const std::vector<target::Profile>& profiles);

}  // namespace plumb::run
