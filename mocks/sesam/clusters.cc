#include "mocks/sesam/clusters.h"

#include <utility>

namespace plumb::mocks::sesam {

namespace {

Cluster& At(State& state, int cluster) {
    return state.clusters[static_cast<std::size_t>(cluster)];
}

int Survivor(const State& state, int cluster) {
    while (true) {
        const int next = state.clusters[static_cast<std::size_t>(cluster)].merged_into;
        if (next < 0) return cluster;
        cluster = next;
    }
}

/// Which entities the members belong to, and which of them occur more than once.
struct Presence {
    std::uint32_t once = 0;
    std::uint32_t again = 0;
};

Presence PresenceIn(const Cluster& cluster) {
    Presence presence;
    for (RecordRef ref : cluster.members) {
        const std::uint32_t bit = std::uint32_t{1} << ref.entity;
        presence.again |= presence.once & bit;
        presence.once |= bit;
    }
    return presence;
}

void RememberPartners(State& state, const Cluster& cluster) {
    const Presence presence = PresenceIn(cluster);
    for (RecordRef ref : cluster.members) {
        const std::uint32_t own = std::uint32_t{1} << ref.entity;
        Record& record = state.At(ref);
        record.had_partners |= (presence.once & ~own) | (presence.again & own);
        for (Slot& slot : record.slots) slot.cleared = false;
    }
}

void LeaveCluster(State& state, RecordRef ref) {
    Cluster& cluster = At(state, ClusterOf(state, ref));
    std::erase(cluster.members, ref);
    cluster.updated = state.Next();
}

}  // namespace

int ClusterOf(State& state, RecordRef ref) {
    Record& record = state.At(ref);
    record.cluster = Survivor(state, record.cluster);
    return record.cluster;
}

int ClusterOf(const State& state, RecordRef ref) {
    return Survivor(state, state.At(ref).cluster);
}

std::span<const RecordRef> MembersOf(const State& state, RecordRef ref) {
    return state.clusters[static_cast<std::size_t>(ClusterOf(state, ref))].members;
}

bool IsLinked(const State& state, RecordRef ref) {
    return !state.At(ref).gone && MembersOf(state, ref).size() > 1;
}

bool Unite(State& state, RecordRef a, RecordRef b) {
    int keep = ClusterOf(state, a);
    int give = ClusterOf(state, b);
    if (keep == give) return false;
    if (At(state, keep).members.size() < At(state, give).members.size()) std::swap(keep, give);
    Cluster& into = At(state, keep);
    Cluster& from = At(state, give);
    into.members.insert(into.members.end(), from.members.begin(), from.members.end());
    from.members.clear();
    from.merged_into = keep;
    from.updated = state.Next();
    into.updated = state.Next();
    RememberPartners(state, into);
    return true;
}

void Leave(State& state, RecordRef ref) {
    state.At(ref).gone = true;
    LeaveCluster(state, ref);
}

void Return(State& state, RecordRef ref) {
    state.At(ref).gone = false;
    Cluster& cluster = At(state, ClusterOf(state, ref));
    cluster.members.push_back(ref);
    cluster.updated = state.Next();
    RememberPartners(state, cluster);
}

void Separate(State& state, RecordRef ref) {
    LeaveCluster(state, ref);
    state.At(ref).cluster = static_cast<int>(state.clusters.size());
    state.clusters.push_back({{ref}, -1, state.Next()});
}

}  // namespace plumb::mocks::sesam
