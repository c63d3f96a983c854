#include "harness/run/lookout.h"

#include <fmt/format.h>
#include <set>

#include "harness/run/leaves.h"

namespace plumb::run {

namespace {

constexpr std::size_t kMaxNamed = 5;

/// Ids of the records that came, went or changed.
std::set<std::string> Moved(const State::Records& before, const State::Records& after,
                            const target::Entity& entity) {
    std::set<std::string> moved;
    for (const auto& [id, record] : after) {
        const auto old = before.find(id);
        const bool same = old != before.end() &&
                          ChangedLeaves(old->second.fields, record.fields, entity, {}).empty();
        if (!same) moved.insert(id);
    }
    for (const auto& [id, record] : before) {
        if (!after.contains(id)) moved.insert(id);
    }
    return moved;
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
            sight.moved = sight.moved || !moved->empty();
            Name(world_.bodies.SystemOn(side), entity->id, *moved, sight);
        }
    }
    sight.controls_arrived = controls_ == nullptr || controls_->HaveArrived(barrier_);
    return sight;
}

/// A tenant's other records are only counted.
void Lookout::Name(const std::string& system, const std::string& entity,
                   const std::set<std::string>& moved, dataflow::Sight& sight) const {
    std::size_t unnamed = 0;
    for (const std::string& id : moved) {
        const bool ours = !world_.admins.empty() || world_.ledger.NumberOf(system, entity, id);
        if (ours && sight.what.size() < kMaxNamed) {
            sight.what.push_back(fmt::format("{} {} {}", system, entity, id));
        } else {
            ++unnamed;
        }
    }
    if (unnamed > 0) sight.what.push_back(fmt::format("{} more of {} {}", unnamed, system, entity));
}

Result<std::set<std::string>> Lookout::LookAt(Side side, const target::Entity& entity) {
    auto list = world_.SystemOn(side).List(
        entity, {"", "look whether anything of " + entity.id + " still moves"});
    if (!list) return tl::make_unexpected(list.error());
    State::Records records;
    for (system::Record& record : *list) records.emplace(record.id, std::move(record));
    if (controls_ != nullptr) controls_->See(barrier_, side, entity, records);
    const auto [place, is_first] =
        seen_.try_emplace({world_.bodies.SystemOn(side), entity.id}, records);
    if (is_first) return std::set<std::string>();
    std::set<std::string> moved = Moved(place->second, records, entity);
    place->second = std::move(records);
    return moved;
}

}  // namespace plumb::run
