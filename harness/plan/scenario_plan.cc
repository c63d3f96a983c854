#include "harness/plan/scenario_plan.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/catalogue/clause.h"
#include "harness/catalogue/context.h"
#include "harness/plan/case_shape.h"
#include "harness/scenario/flows_named.h"

namespace plumb::plan {

namespace {

using checklist::Property;
using scenario::Scenario;
using scenario::Step;

/// What a scenario asks for must be in the checklist, and known to the profiles.
class Checker final {
  public:
    explicit Checker(const catalogue::Context& context) : context_(context) {
        for (const checklist::Flow& flow : context.GetChecklist().flows) flows_.push_back(flow.id);
        for (const catalogue::Clause& clause : catalogue::ClausesOf(context.GetChecklist()))
            clauses_.push_back(clause.id);
    }

    void CheckFlow(const std::string& id, const Place& place) {
        const auto& flows = context_.GetChecklist().flows;
        const auto flow = std::ranges::find(flows, id, &checklist::Flow::id);
        if (flow == flows.end()) {
            problems.push_back(
                {fmt::format("the checklist has no flow '{}'", id), place, OneOf(id, flows_)});
        } else if (const auto unknown = context_.Unknown(*flow)) {
            problems.push_back({fmt::format("flow {}: {}", id, *unknown), place, ""});
        }
    }
    void CheckClause(const std::string& id, const Place& place) {
        if (std::ranges::find(clauses_, id) != clauses_.end()) return;
        problems.push_back(
            {fmt::format("the checklist has no clause '{}'", id), place, OneOf(id, clauses_)});
    }

    std::vector<Problem> problems;

  private:
    static std::string OneOf(const std::string& word, const std::vector<std::string>& known) {
        const std::string nearest = DidYouMean(word, known);
        return nearest.empty() ? fmt::format("it has {}", fmt::join(known, ", ")) : nearest;
    }

    const catalogue::Context& context_;
    std::vector<std::string> flows_;
    std::vector<std::string> clauses_;
};

Case CaseOf(const Scenario& scenario, Checker& checker, const std::string& file) {
    const Place place{file, 0, 0};
    Case one;
    one.flow = scenario.flow;
    one.clauses = {scenario.clause.empty() ? one.flow + "/keep-in-sync" : scenario.clause};
    one.check = ToString(scenario.found_by);
    one.variant = scenario.name;
    one.id = fmt::format("{}/{}/{}", one.flow, one.check, one.variant);
    one.basis = scenario::Basis::kImplied;
    one.summary = scenario.why.empty() ? "Scenario " + scenario.name + "." : scenario.why;
    one.steps = scenario.steps;
    one.faults_may_miss = scenario.faults_may_miss;
    ShapeBySteps(one);
    checker.CheckFlow(one.flow, place);
    if (!scenario.clause.empty()) checker.CheckClause(scenario.clause, place);
    for (const Step& step : one.steps) {
        const std::string named = scenario::FlowNamedBy(step.action);
        if (!named.empty()) checker.CheckFlow(named, step.place);
    }
    return one;
}

/// The property that joins these two paths, or a merge key as one.
Property PropertyOf(const checklist::Flow& flow, const checklist::Pair& paths) {
    const auto joins = [&](const checklist::Pair& pair) {
        return pair.source == paths.source && pair.target == paths.target;
    };
    const auto listed = std::ranges::find_if(flow.properties, joins, &Property::pair);
    if (listed != flow.properties.end()) return *listed;
    for (const checklist::MergeAlternative& alternative : flow.merge_when_any) {
        const auto key = std::ranges::find_if(alternative, joins);
        if (key != alternative.end()) return {*key, "", false};
    }
    return {paths, "", false};
}

/// One of the cases that run side by side: its faults are meant for the company.
Case CaseOf(const Scenario& scenario, const scenario::SideCase& side, Checker& checker,
            const checklist::Checklist& checklist, const std::string& file) {
    Scenario alone = scenario;
    alone.name = side.name;
    if (!side.flow.empty()) alone.flow = side.flow;
    if (!side.clause.empty()) alone.clause = side.clause;
    if (!side.summary.empty()) alone.why = side.summary;
    alone.steps = side.steps;
    Case one = CaseOf(alone, checker, file);
    one.group = Group::kTogether;
    one.start_after = std::max(one.start_after, side.start_after);
    const auto flow = std::ranges::find(checklist.flows, one.flow, &checklist::Flow::id);
    if (flow == checklist.flows.end()) return one;
    if (side.pair) one.pair = PropertyOf(*flow, *side.pair);
    const auto count = static_cast<int>(flow->merge_when_any.size());
    if (side.merge > count) {
        checker.problems.push_back(
            {fmt::format("flow {} has no merge alternative {}", flow->id, side.merge),
             {file, 0, 0},
             fmt::format("it has {}", count)});
    } else if (side.merge > 0) {
        one.alternative = flow->merge_when_any[static_cast<std::size_t>(side.merge) - 1];
    }
    return one;
}

}  // namespace

Result<Plan> PlanScenarios(const std::vector<Scenario>& scenarios,
                           const checklist::Checklist& checklist,
                           const std::vector<target::Profile>& profiles, const Offer& offer,
                           const std::string& file) {
    if (checklist.flows.empty())
        return InputError("the checklist has no flow, so nothing can be run on it", {file});
    const catalogue::Context context(checklist, profiles);
    Checker checker(context);
    Plan plan;
    plan.checklist = checklist;
    for (Scenario scenario : scenarios) {
        if (scenario.flow.empty()) scenario.flow = checklist.flows.front().id;
        for (const scenario::SideCase& side : scenario.cases)
            plan.cases.push_back(CaseOf(scenario, side, checker, checklist, file));
        if (scenario.cases.empty()) plan.cases.push_back(CaseOf(scenario, checker, file));
    }
    if (!checker.problems.empty()) return InputError(std::move(checker.problems));
    return FitPlan(std::move(plan), profiles, offer);
}

}  // namespace plumb::plan
