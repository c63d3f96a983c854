#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/catalogue/catalogue.h"
#include "harness/checklist/checklist.h"
#include "harness/plan/plan.h"
#include "harness/plan/selection.h"
#include "harness/target/capability.h"
#include "harness/target/profile.h"

namespace plumb::plan {

/// What a target offers and allows, as far as planning needs it. No connection is made.
struct Offer {
    target::Capabilities capabilities;
    std::map<std::string, int> max_records;  ///< "youtrack.users" -> records alive at a time
    std::optional<int> write_budget;         ///< requests of the harness that write
    int page_limit = 120;  ///< above it `more-than-a-page` is skipped; the planner costs the limit
    bool says_when_done = true;  ///< else quiet is only assumed, and every case needs controls
    bool cleans_up = true;       ///< what a run made is deleted; mocks of its own simply end
    bool takes_locks = false;    ///< a run says in its systems that it is at work; not on mocks
    bool has_rates = false;      ///< the rates of the profiles hold; mocks have none
    double rate_share = 1;       ///< of these rates, what the harness takes
    int known_page = 0;  ///< what the data flow asks for at a time, where that is known (costs)
};

/// Everything that will be run, and what it takes: expands the catalogue over the checklist,
/// selects, replaces what cannot be read by probes, skips what the target cannot offer, and cuts
/// the rest into waves that fit. Touches nothing. An error of kind kInput: a broken template, an
/// empty selection, or a plan over the write budget. An empty shard is an empty plan.
Result<Plan> MakePlan(const checklist::Checklist& checklist, const catalogue::Catalogue& catalogue,
                      const std::vector<target::Profile>& profiles, const Offer& offer,
                      const Selection& selection);

/// The same for cases that are made already: fits them to the target and adds waves, cost and
/// outlook.
Result<Plan> FitPlan(Plan plan, const std::vector<target::Profile>& profiles, const Offer& offer,
                     Level level = Level::kFull);

}  // namespace plumb::plan
