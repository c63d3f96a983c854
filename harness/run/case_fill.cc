#include <fmt/format.h>
#include <algorithm>

#include "harness/run/case_run.h"

namespace plumb::run {

using scenario::Verdict;

namespace {

/// In the last sync, of which nobody but the harness has changed the outcome since.
std::uint64_t BeforeTheLastSync(const State& state) {
    const auto& ends = state.LastRequests();
    return ends.size() < 2 ? 0 : ends[ends.size() - 2];
}

}  // namespace

std::optional<int> CaseRun::CountOf(const scenario::FillsAPage& fills,
                                    const checklist::Flow& flow) {
    const World& world = stage_.world;
    const std::string system = world.bodies.SystemOn(fills.of);
    const target::Entity& entity = *world.bodies.EntityOf(flow, fills.of);
    const auto admin = world.admins.find(system);
    if (admin == world.admins.end()) {
        End(Verdict::kSkipped, "this target does not log what the data flow reads", true);
        return std::nullopt;
    }
    const auto requests = admin->second->DataFlowRequests(BeforeTheLastSync(stage_.state));
    const auto there = stage_.state.RecordsOf(fills.of, entity);
    if (!requests || !there) {
        End(!requests ? requests.error() : there.error());
        return std::nullopt;
    }
    ListRead list = ReadingOf(*requests, system, entity.id);
    if (list.page_size == 0 || list.page_size > world.page_limit) {
        End(Verdict::kSkipped,
            list.page_size == 0
                ? fmt::format("the data flow does not read {} page by page", entity.id)
                : fmt::format("page size {}", list.page_size));
        return std::nullopt;
    }
    const bool whole = list.records >= static_cast<int>((*there)->size());
    const target::Entity& other = *world.bodies.EntityOf(flow, Other(fills.of));
    // The parent of what is made on the other side may come with it.
    const bool comes_along = world.bodies.SystemOn(Other(fills.of)) == system &&
                             other.parent == entity.id && stage_.maker.LacksParentOf(other);
    list.records += comes_along ? 1 : 0;
    filled_.push_back({system, entity.id, stage_.state.LastRequest()});
    return CountThatFills(list, whole);
}

/// Why nothing is known of a list whose last page was to be filled; "" when all is well.
std::string CaseRun::UnfilledList() {
    for (const FilledList& filled : filled_) {
        const auto requests = stage_.world.admins.at(filled.system)->DataFlowRequests(filled.since);
        if (!requests) return ToString(requests.error());
        if (ReadingOf(*requests, filled.system, filled.entity).ended_full) continue;
        return fmt::format(
            "no list of {} that the data flow has read since ended with a full page, so nothing is "
            "known about it",
            filled.entity);
    }
    return "";
}

}  // namespace plumb::run
