#include "harness/plan/planner.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "harness/catalogue/clause.h"
#include "harness/catalogue/context.h"
#include "harness/catalogue/expand.h"
#include "harness/plan/case_shape.h"
#include "harness/plan/cost.h"
#include "harness/plan/fitter.h"
#include "harness/plan/locks.h"
#include "harness/plan/outlook.h"
#include "harness/plan/waves.h"

namespace plumb::plan {

namespace {

using catalogue::Context;
using catalogue::Instance;
using checklist::Flow;

Case CaseOf(Instance instance) {
    Case one;
    one.id = std::move(instance.id);
    one.flow = std::move(instance.flow);
    one.clauses = std::move(instance.clauses);
    one.check = instance.check->check;
    one.variant = std::move(instance.variant);
    one.basis = instance.basis;
    one.property = instance.check->property;
    one.summary = std::move(instance.summary);
    one.steps = std::move(instance.steps);
    one.pair = std::move(instance.pair);
    one.alternative = std::move(instance.alternative);
    one.skip = std::move(instance.skip);
    one.needs_control = instance.check->needs_control;
    one.start_after = instance.check->start_after;
    one.smoke = instance.smoke;
    ShapeBySteps(one);
    return one;
}

/// What "more than a page" is counted as.
int PageOf(const Offer& offer) {
    return offer.known_page > 0 ? offer.known_page : offer.page_limit;
}

/// "edit-arrives (120), …": the checks that write most.
std::string LargestChecks(const std::vector<Case>& cases, const Context& context, int page) {
    constexpr std::size_t kNamed = 3;
    std::map<std::string, int> writes;
    for (const Case& one : cases) writes[one.check] += LoadOf(one, context, page).writes;
    std::vector<std::pair<std::string, int>> sorted(writes.begin(), writes.end());
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    std::string text;
    for (std::size_t i = 0; i < std::min(kNamed, sorted.size()); ++i) {
        text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", sorted[i].first, sorted[i].second);
    }
    return text;
}

Status CheckBudget(const Plan& plan, const Context& context, const Offer& offer) {
    if (!offer.write_budget || plan.cost.writes <= *offer.write_budget) return {};
    return InputError(
        fmt::format(
            "the plan needs about {} creations and edits, and the target's write budget is {}",
            plan.cost.writes, *offer.write_budget),
        {},
        fmt::format("the largest checks are {}; select fewer, or raise safety.write_budget",
                    LargestChecks(plan.cases, context, PageOf(offer))));
}

/// What the document says and no check asks about. A case that will be skipped is a case: why it
/// could not be run is its verdict.
std::vector<std::string> UntestedClauses(const checklist::Checklist& checklist,
                                         const std::vector<Case>& cases) {
    std::set<std::string> tested;
    for (const Case& one : cases) tested.insert(one.clauses.begin(), one.clauses.end());
    std::vector<std::string> untested;
    for (const catalogue::Clause& clause : catalogue::ClausesOf(checklist)) {
        if (!tested.contains(clause.id)) untested.push_back(clause.id);
    }
    return untested;
}

}  // namespace

Result<Plan> MakePlan(const checklist::Checklist& checklist, const catalogue::Catalogue& catalogue,
                      const std::vector<target::Profile>& profiles, const Offer& offer,
                      const Selection& selection) {
    auto instances = catalogue::Expand(checklist, catalogue, profiles);
    if (!instances) return tl::make_unexpected(instances.error());
    Plan plan;
    plan.checklist = checklist;
    for (Instance& instance : *instances) plan.cases.push_back(CaseOf(std::move(instance)));
    for (const Case& one : plan.cases) plan.all_ids.push_back(one.id);
    plan.untested = UntestedClauses(checklist, plan.cases);
    if (Status selected = Select(selection, plan.cases); !selected) {
        return tl::make_unexpected(selected.error());
    }
    return FitPlan(std::move(plan), profiles, offer, selection.level);
}

Result<Plan> FitPlan(Plan plan, const std::vector<target::Profile>& profiles, const Offer& offer,
                     Level level) {
    const Context context(plan.checklist, profiles);
    Fitter fitter(context, offer);
    for (Case& one : plan.cases) fitter.Fit(one);
    const int page = PageOf(offer);
    plan.max_records = LimitsOf(level, offer.max_records, context);
    const Load locks = offer.takes_locks ? LocksOf(context, profiles) : Load();
    SkipOversized(plan.cases, context, {plan.max_records, locks}, page);
    if (level == Level::kSmoke) KeepSmoke(plan.cases, context, page);
    plan.waves = CutIntoWaves(plan.cases, context, {plan.max_records, locks}, page);
    const bool cleans_up = offer.cleans_up || !plan.max_records.empty();
    plan.cost = CostOf(plan, context, profiles,
                       {page, cleans_up, offer.rate_share, offer.has_rates, locks});
    plan.outlook = OutlookOf(plan.checklist, plan.cases, offer.capabilities, fitter.Undecidable());
    if (Status within = CheckBudget(plan, context, offer); !within) {
        return tl::make_unexpected(within.error());
    }
    return plan;
}

}  // namespace plumb::plan
