#include "harness/run/lookout.h"

#include <set>

#include "harness/run/leaves.h"

namespace plumb::run {

namespace {

bool Differ(const State::Records& before, const State::Records& after,
            const target::Entity& entity) {
    if (before.size() != after.size()) return true;
    for (const auto& [id, record] : after) {
        const auto old = before.find(id);
        if (old == before.end()) return true;
        if (!ChangedLeaves(old->second.fields, record.fields, entity, {}).empty()) return true;
    }
    return false;
}

}  // namespace

Result<dataflow::Sight> Lookout::Look() {
    dataflow::Sight sight;
    std::set<std::pair<Side, const target::Entity*>> places;
    for (const checklist::Flow& flow : world_.checklist.flows) {
        for (const Side side : {Side::kSource, Side::kTarget}) {
            const target::Entity* entity = world_.bodies.EntityOf(flow, side);
            if (entity == nullptr || !places.emplace(side, entity).second) continue;
            const auto moved = LookAt(side, *entity);
            if (!moved) return tl::make_unexpected(moved.error());
            sight.moved = sight.moved || *moved;
        }
    }
    sight.controls_arrived = controls_ == nullptr || controls_->HaveArrived(barrier_);
    return sight;
}

Result<bool> Lookout::LookAt(Side side, const target::Entity& entity) {
    auto list = world_.SystemOn(side).List(
        entity, {"", "look whether anything of " + entity.id + " still moves"});
    if (!list) return tl::make_unexpected(list.error());
    State::Records records;
    for (system::Record& record : *list) records.emplace(record.id, std::move(record));
    if (controls_ != nullptr) controls_->See(barrier_, side, entity, records);
    const auto [place, is_first] =
        seen_.try_emplace({world_.bodies.SystemOn(side), entity.id}, records);
    if (is_first) return false;
    const bool moved = Differ(place->second, records, entity);
    place->second = std::move(records);
    return moved;
}

}  // namespace plumb::run
