#include "mocks/sesam/settler.h"

#include <algorithm>
#include <numeric>

#include "mocks/sesam/clusters.h"

namespace plumb::mocks::sesam {

namespace {

/// What `to` should hold when its neighbour holds `value`; nothing when the value cannot get there.
std::optional<Json> Carry(const Graph::Arc& arc, const Json& value, const Slot& to) {
    if (arc.pair == nullptr) return value;
    if (arc.to_target) return arc.pair->mapping.ToTarget(value);
    // A source that already means the same, "12.50" for 12.5, is not rewritten.
    const auto meant = arc.pair->mapping.ToTarget(to.want);
    if (!IsEmpty(to.want) && meant && SameValue(*meant, value)) return to.want;
    return arc.pair->mapping.ToSource(value);
}

}  // namespace

Settler::Settler(const Schema& schema, State& state, const Policies& policies)
    : schema_(schema), state_(state), policies_(policies) {}

bool Settler::Adopt(Slot& slot, Json value, Milliseconds time) {
    slot.time = std::max(slot.time, time);
    if (SameValue(slot.want, value)) return false;
    slot.want = std::move(value);
    slot.time = time;
    slot.adopted = true;
    slot.cleared = false;
    slot.settled.reset();
    return true;
}

void Settler::Spread(const Graph& graph, std::size_t from, std::vector<bool>& settled,
                     std::vector<RecordRef>& changed) {
    std::vector<std::size_t> queue{from};
    settled[from] = true;
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const std::size_t node = queue[next];
        const Slot& slot = state_.At(graph.RecordOf(node), graph.PathOf(node));
        for (const Graph::Arc& arc : graph.ArcsOf(node)) {
            if (settled[arc.to]) continue;
            const RecordRef to = graph.RecordOf(arc.to);
            Slot& to_slot = state_.At(to, graph.PathOf(arc.to));
            auto value = Carry(arc, slot.want, to_slot);
            if (!value) continue;
            settled[arc.to] = true;
            queue.push_back(arc.to);
            if (Adopt(to_slot, *std::move(value), slot.time)) changed.push_back(to);
        }
    }
}

std::vector<RecordRef> Settler::Settle(RecordRef any_member) {
    const auto members = MembersOf(state_, any_member);
    std::vector<RecordRef> changed;
    if (members.size() < 2) return changed;
    const Graph graph(schema_, state_, members, policies_.merge);
    std::vector<std::size_t> order(graph.Size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto claim = [&](std::size_t node) {
        const RecordRef ref = graph.RecordOf(node);
        return Claim{ref, graph.PathOf(node), &state_.At(ref, graph.PathOf(node)), &state_.At(ref)};
    };
    // The order is taken before anything moves: adopting changes times.
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
        return policies_.merge.beats(claim(a), claim(b));
    });
    std::vector<bool> settled(graph.Size(), false);
    for (std::size_t node : order) {
        if (settled[node] || graph.ArcsOf(node).empty()) continue;
        if (policies_.merge.has_claim(*claim(node).slot)) Spread(graph, node, settled, changed);
    }
    std::ranges::sort(changed);
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    return changed;
}

}  // namespace plumb::mocks::sesam
