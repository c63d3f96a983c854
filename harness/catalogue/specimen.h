#pragma once

#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::catalogue {

/// A made-up checklist and made-up systems in which every kind of clause and every kind of value
/// occurs: what templates are tried on when they are linted, without any document.
checklist::Checklist SpecimenChecklist();
std::vector<target::Profile> SpecimenProfiles();

}  // namespace plumb::catalogue
