#include <algorithm>

#include "harness/run/judge.h"

namespace plumb::run {

std::optional<Json> Judge::Way::Carry(Json value) const {
    for (const auto& [property, from] : hops) {
        auto next = Across(property, from, value);
        if (!next) return std::nullopt;
        value = std::move(*next);
    }
    return value;
}

/// True when the pair under test is the one that leads from the other record to this path.
bool Judge::IsUnderTest(const Held& at, const std::string& path, const Held& other) const {
    const auto& pair = cast_.plan->pair;
    if (!pair || PathOn(pair->pair, at.side) != path) return false;
    const checklist::Flow& flow = FlowOf("");
    return world_.bodies.EntityOf(flow, at.side) == at.entity &&
           world_.bodies.EntityOf(flow, other.side) == other.entity;
}

std::optional<Judge::Way> Judge::WayBetween(const Held& from, const Held& to,
                                            const std::string& path) const {
    if (from.side == to.side && from.entity == to.entity) return Way{path, {}};
    if (from.side != to.side && IsUnderTest(to, path, from))
        return Way{PathOn(cast_.plan->pair->pair, from.side), {{*cast_.plan->pair, from.side}}};
    const Side other = Other(to.side);
    for (const checklist::Flow& last : world_.checklist.flows) {
        if (world_.bodies.EntityOf(last, to.side) != to.entity) continue;
        for (const checklist::Property& into : SyncedPairs(last)) {
            if (PathOn(into.pair, to.side) != path) continue;
            const target::Entity* middle = world_.bodies.EntityOf(last, other);
            const std::string& there = PathOn(into.pair, other);
            if (from.side == other && middle == from.entity) return Way{there, {{into, other}}};
            if (from.side == other) continue;
            for (const checklist::Flow& first : world_.checklist.flows) {
                if (world_.bodies.EntityOf(first, other) != middle ||
                    world_.bodies.EntityOf(first, from.side) != from.entity)
                    continue;
                for (const checklist::Property& out : SyncedPairs(first)) {
                    if (PathOn(out.pair, other) == there)
                        return Way{PathOn(out.pair, from.side), {{out, from.side}, {into, other}}};
                }
            }
        }
    }
    return std::nullopt;
}

}  // namespace plumb::run
