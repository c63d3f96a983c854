#include "harness/storm/replay.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/ids.h"
#include "harness/base/text.h"

namespace plumb::storm {

namespace {

/// The number of the alternative in the checklist, from 1; 0 for none.
int NumberOf(const checklist::MergeAlternative& alternative, const checklist::Checklist& checklist,
             const std::string& flow_id) {
    const auto flow = std::ranges::find(checklist.flows, flow_id, &checklist::Flow::id);
    if (flow == checklist.flows.end() || alternative.empty()) return 0;
    const auto& all = flow->merge_when_any;
    const auto found = std::ranges::find(all, alternative);
    return found == all.end() ? 0 : static_cast<int>(found - all.begin()) + 1;
}

scenario::SideCase SideCaseOf(const plan::Case& one, const checklist::Checklist& checklist) {
    scenario::SideCase side;
    side.name = Slug(one.id);
    side.flow = one.flow;
    if (!one.clauses.empty()) side.clause = one.clauses.front();
    side.summary = one.summary;
    if (one.pair) side.pair = {one.pair->pair.source, one.pair->pair.target, {}};
    side.merge = NumberOf(one.alternative, checklist, one.flow);
    side.start_after = one.start_after;
    side.steps = one.steps;
    return side;
}

}  // namespace

scenario::Scenario ReplayOf(const Storm& storm, const plan::Plan& plan, const PointResult& result) {
    const Request& request = storm.requests[result.point.request];
    const FaultKind& kind = storm.kinds[result.point.fault];
    scenario::Scenario scenario;
    scenario.name = fmt::format("request-{}-{}", request.number, kind.id);
    scenario.checklist = storm.checklist;
    scenario.seed = storm.seed;
    scenario.defects = storm.defects;
    scenario.page_size = storm.page_size;
    scenario.found_by = scenario::FoundBy::kStorm;
    scenario.why =
        fmt::format("{} {}: {}", Describe(request), kind.what, Shorten(result.reason, 400));
    for (const plan::Case& one : plan.cases)
        scenario.cases.push_back(SideCaseOf(one, plan.checklist));
    return scenario;
}

}  // namespace plumb::storm
