#pragma once

#include <set>
#include <string>
#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/plan/plan.h"
#include "harness/target/capability.h"

namespace plumb::plan {

/// For every clause of the checklist: how many of the cases count for it, how they will see what
/// they must see, and what is missing. `undecidable` are the ids of cases whose links nothing can
/// show.
std::vector<ClauseOutlook> OutlookOf(const checklist::Checklist& checklist,
                                     const std::vector<Case>& cases,
                                     const target::Capabilities& capabilities,
                                     const std::set<std::string>& undecidable);

}  // namespace plumb::plan
