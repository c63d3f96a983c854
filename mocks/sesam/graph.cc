#include "mocks/sesam/graph.h"

#include <algorithm>
#include <cstddef>

#include "mocks/sesam/conditions.h"

namespace plumb::mocks::sesam {

Graph::Graph(const Schema& schema, const State& state, std::span<const RecordRef> members,
             const MergePolicies& policies)
    : schema_(schema),
      state_(state),
      policies_(policies),
      members_(members.begin(), members.end()) {
    for (std::size_t member = 0; member < members_.size(); ++member) {
        first_.push_back(owner_.size());
        owner_.resize(owner_.size() + state_.At(members_[member]).slots.size(), member);
    }
    arcs_.resize(owner_.size());
    ConnectTwins();
    for (const SchemaFlow& flow : schema_.flows) {
        for (std::size_t pair = 0; pair < flow.synced.size(); ++pair) {
            if (policies_.syncs(pair, flow.synced.size())) ConnectPair(flow, flow.synced[pair]);
        }
    }
}

int Graph::PathOf(std::size_t node) const {
    return static_cast<int>(node - first_[owner_[node]]);
}

std::size_t Graph::NodeOf(std::size_t member, int path) const {
    return first_[member] + static_cast<std::size_t>(path);
}

bool Graph::IsReached(std::size_t member) const {
    const auto is_alike = [&](RecordRef other) { return other.entity == members_[member].entity; };
    const auto before = std::count_if(
        members_.begin(), members_.begin() + static_cast<std::ptrdiff_t>(member), is_alike);
    return policies_.reaches(static_cast<std::size_t>(before));
}

void Graph::Connect(std::size_t source, std::size_t target, const FieldPair* pair) {
    if (policies_.carries(true)) arcs_[source].push_back({target, pair, true});
    if (policies_.carries(false)) arcs_[target].push_back({source, pair, false});
}

void Graph::ConnectTwins() {
    for (std::size_t entity = 0; entity < schema_.entities.size(); ++entity) {
        const std::vector<bool>& synced = schema_.entities[entity].synced;
        std::optional<std::size_t> first;
        for (std::size_t member = 0; member < members_.size(); ++member) {
            if (members_[member].entity != static_cast<int>(entity) || !IsReached(member)) continue;
            if (!first) {
                first = member;
                continue;
            }
            for (std::size_t path = 0; path < synced.size(); ++path) {
                if (!synced[path]) continue;
                Connect(NodeOf(*first, static_cast<int>(path)),
                        NodeOf(member, static_cast<int>(path)), nullptr);
            }
        }
    }
}

void Graph::ConnectPair(const SchemaFlow& flow, const FieldPair& pair) {
    std::vector<std::size_t> sources;
    std::vector<std::size_t> targets;
    for (std::size_t member = 0; member < members_.size(); ++member) {
        if (!IsReached(member)) continue;
        const RecordRef ref = members_[member];
        const Record& record = state_.At(ref);
        if (ref.entity == flow.source && Satisfies(record, pair.source_conditions)) {
            sources.push_back(member);
        }
        if (ref.entity == flow.target && Satisfies(record, pair.target_conditions)) {
            targets.push_back(member);
        }
    }
    if (sources.empty() || targets.empty()) return;
    // A star on each side reaches every record with as few arcs as there are records.
    for (std::size_t source : sources) {
        if (source == targets.front()) continue;  // one entity on both sides: not with itself
        Connect(NodeOf(source, pair.source), NodeOf(targets.front(), pair.target), &pair);
    }
    for (std::size_t target : targets) {
        if (target == targets.front() || target == sources.front()) continue;
        Connect(NodeOf(sources.front(), pair.source), NodeOf(target, pair.target), &pair);
    }
}

}  // namespace plumb::mocks::sesam
