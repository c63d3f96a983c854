#include "harness/plan/planner.h"

#include <fmt/format.h>
#include <algorithm>
#include <set>

#include "harness/catalogue/context.h"
#include "harness/catalogue/expand.h"
#include "harness/catalogue/subject.h"
#include "harness/plan/cost.h"
#include "harness/plan/outlook.h"
#include "harness/plan/probe.h"
#include "harness/plan/waves.h"
#include "harness/scenario/fault.h"
#include "harness/scenario/needs.h"

namespace plumb::plan {

namespace {

using catalogue::Context;
using catalogue::Instance;
using checklist::Flow;
using checklist::Side;
using scenario::Step;
using target::Capability;

template <class Kind>
bool HasStep(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(),
                       [](const Step& step) { return std::holds_alternative<Kind>(step.action); });
}

bool MakesMoreThanAPage(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(), [](const Step& step) {
        const auto* given = std::get_if<scenario::GivenLinkedPair>(&step.action);
        if (given != nullptr) return std::holds_alternative<scenario::MoreThanAPage>(given->count);
        const auto* create = std::get_if<scenario::Create>(&step.action);
        return create != nullptr && std::holds_alternative<scenario::MoreThanAPage>(create->count);
    });
}

Group GroupOf(const std::vector<Step>& steps) {
    const bool needs_world = std::ranges::any_of(steps, [](const Step& step) {
        const auto* fault = std::get_if<scenario::Fault>(&step.action);
        return fault != nullptr && scenario::IsGlobal(*fault);
    });
    if (needs_world) return Group::kAlone;
    if (HasStep<scenario::Fault>(steps)) return Group::kFaults;
    return HasStep<scenario::Restart>(steps) ? Group::kRestart : Group::kTogether;
}

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
    one.group = GroupOf(one.steps);
    one.pair = std::move(instance.pair);
    one.alternative = std::move(instance.alternative);
    one.skip = std::move(instance.skip);
    one.needs_control = instance.check->needs_control || scenario::NeedsControl(one.steps);
    // More than a page of what the data flow asks for: it must have asked once.
    one.start_after = std::max(instance.check->start_after, MakesMoreThanAPage(one.steps) ? 1 : 0);
    return one;
}

/// Fits the cases to what the target offers.
class Fitter final {
  public:
    Fitter(const Context& context, const Offer& offer) : context_(context), offer_(offer) {}

    void Fit(Case& one) {
        const target::Capabilities needs = scenario::NeedsOf(one.steps);
        if (!one.skip) one.skip = MissingNeed(needs);
        if (!one.skip) one.skip = PageTooLarge(one);
        if (!one.skip && !offer_.capabilities.contains(Capability::kLinks)) {
            if (!AppendProbes(context_, one)) undecidable_.insert(one.id);
            one.needs_control = one.needs_control || scenario::NeedsControl(one.steps) ||
                                std::any_of(one.steps.begin(), one.steps.end(),
                                            [](const Step& step) { return step.appended; });
        }
        one.syncs = scenario::SyncsIn(one.steps);
    }

    const std::set<std::string>& Undecidable() const { return undecidable_; }

  private:
    std::optional<scenario::Outcome> MissingNeed(const target::Capabilities& needs) const {
        for (const Capability need : needs) {
            if (need == Capability::kLinks || offer_.capabilities.contains(need)) continue;
            return catalogue::Skipped(
                fmt::format("the target does not offer {}: {}", target::ToString(need),
                            scenario::HowToOffer(need)),
                true);
        }
        return std::nullopt;
    }

    /// Without a log of the data flow's requests only the profile tells how large a page is.
    std::optional<scenario::Outcome> PageTooLarge(const Case& one) const {
        if (offer_.capabilities.contains(Capability::kWriteLog)) return std::nullopt;
        if (!MakesMoreThanAPage(one.steps)) return std::nullopt;
        int largest = 0;
        for (const Flow& flow : context_.GetChecklist().flows) {
            if (flow.id != one.flow) continue;
            for (const Side side : {Side::kSource, Side::kTarget}) {
                const target::Entity* entity = context_.EntityOn(flow, side);
                if (entity != nullptr) largest = std::max(largest, entity->page_size);
            }
        }
        if (largest <= offer_.page_limit) return std::nullopt;
        return catalogue::Skipped(fmt::format("page size {}: raise --page-limit above it", largest),
                                  false);
    }

    const Context& context_;
    const Offer& offer_;
    std::set<std::string> undecidable_;
};

/// What "more than a page" is counted as.
int PageOf(const Offer& offer) {
    return offer.known_page > 0 ? offer.known_page : offer.page_limit;
}

Cost CostOf(const Plan& plan, const Context& context, int page) {
    Cost cost;
    for (const Wave& wave : plan.waves) {
        const std::vector<const Case*> cases = CasesOf(wave, plan.cases);
        Load load = OverheadOf(cases, context);
        for (const Case* one : cases) load.Add(LoadOf(*one, context, page));
        int alive = 0;
        for (const auto& [entity, count] : load.records) alive += count;
        cost.records_alive = std::max(cost.records_alive, alive);
        cost.syncs += SyncsOf(cases);
        cost.writes += load.writes;
        cost.requests += load.requests;
    }
    return cost;
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
        fmt::format("the plan needs about {} writes, and the target's write budget is {}",
                    plan.cost.writes, *offer.write_budget),
        {},
        fmt::format("the largest checks are {}; select fewer, or raise safety.write_budget",
                    LargestChecks(plan.cases, context, PageOf(offer))));
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
    if (Status selected = Select(selection, plan.cases); !selected) {
        return tl::make_unexpected(selected.error());
    }
    const Context context(checklist, profiles);
    Fitter fitter(context, offer);
    for (Case& one : plan.cases) fitter.Fit(one);
    const int page = PageOf(offer);
    SkipOversized(plan.cases, context, offer.max_records, page);
    plan.waves = CutIntoWaves(plan.cases, context, offer.max_records, page);
    plan.cost = CostOf(plan, context, page);
    plan.outlook = OutlookOf(checklist, plan.cases, offer.capabilities, fitter.Undecidable());
    if (Status within = CheckBudget(plan, context, offer); !within) {
        return tl::make_unexpected(within.error());
    }
    return plan;
}

}  // namespace plumb::plan
