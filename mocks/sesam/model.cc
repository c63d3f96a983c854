#include "mocks/sesam/model.h"

#include <algorithm>
#include <map>

#include "mocks/sesam/clusters.h"
#include "mocks/sesam/ways.h"

namespace plumb::mocks::sesam {

namespace {

/// Enough for every chain of consequences; a faulty rule must not keep the node busy for ever.
constexpr int kMaxSteps = 50;

void SortUnique(std::vector<RecordRef>& refs) {
    std::ranges::sort(refs);
    refs.erase(std::unique(refs.begin(), refs.end()), refs.end());
}

/// Settling one member settles its whole cluster.
std::vector<RecordRef> OnePerCluster(State& state, const std::vector<RecordRef>& refs) {
    std::map<int, RecordRef> one;
    for (RecordRef ref : refs) one.try_emplace(ClusterOf(state, ref), ref);
    std::vector<RecordRef> chosen;
    for (const auto& [cluster, ref] : one) chosen.push_back(ref);
    return chosen;
}

}  // namespace

Model::Model(const Schema& schema, State& state, const Policies& policies)
    : schema_(schema),
      state_(state),
      policies_(policies),
      matcher_(schema, state, policies),
      settler_(schema, state, policies),
      worklist_(schema, state) {}

RecordRef Model::Find(int entity, const std::string& id) const {
    const EntityState& at = state_.At(entity);
    const auto found = at.by_id.find(id);
    return {entity, found == at.by_id.end() ? -1 : found->second};
}

void Model::Touch(RecordRef ref) {
    const std::int64_t now = state_.Next();
    state_.clusters[static_cast<std::size_t>(ClusterOf(state_, ref))].updated = now;
    state_.At(ref).updated = now;
    touched_.push_back(ref);
}

bool Model::Observe(int entity, const Sighting& sighting) {
    const RecordRef ref = Find(entity, sighting.id);
    if (ref.record < 0) {
        touched_.push_back(state_.Add(entity, NewRecord(sighting)));
        return true;
    }
    Record& record = state_.At(ref);
    const bool returned = record.gone;
    if (!returned && IsStale(record, sighting)) return false;
    record.parent = sighting.parent;
    record.label = sighting.label;
    if (returned) {
        Return(state_, ref);
    } else if (IsKnown(record, sighting)) {
        if (sighting.changed > record.changed && policies_.merge.dates_whole_records())
            DateAnew(ref, sighting);
        record.changed = std::max(record.changed, sighting.changed);
        return true;
    }
    NoteEdits(ref, sighting);
    if (!policies_.link.outlives_key(state_, ref) && matcher_.LosesKey(ref)) Separate(state_, ref);
    Touch(ref);
    return true;
}

void Model::DateAnew(RecordRef ref, const Sighting& sighting) {
    const bool linked = IsLinked(state_, ref);
    for (std::size_t path = 0; path < sighting.times.size(); ++path)
        NoteEdit(state_.At(ref, static_cast<int>(path)), sighting.values[path],
                 sighting.times[path], linked);
    Touch(ref);
}

void Model::NoteEdits(RecordRef ref, const Sighting& sighting) {
    Record& record = state_.At(ref);
    const bool linked = IsLinked(state_, ref);
    const bool restamped = sighting.changed && sighting.changed != record.changed;
    for (std::size_t path = 0; path < record.slots.size(); ++path) {
        Slot& slot = record.slots[path];
        const Json& value = sighting.values[path];
        if (SameValue(slot.seen, value)) continue;
        // A value that changed under an old stamp is dated by when it was noticed.
        const bool dated = restamped || sighting.times[path] != sighting.changed;
        const Milliseconds at = dated ? sighting.times[path] : sighting.polled;
        if (policies_.merge.is_edit(slot.seen, value) &&
            policies_.merge.accepts(state_, ref, static_cast<int>(path), at)) {
            NoteEdit(slot, value, at, linked);
        } else {
            slot.seen = value;
            slot.settled = slot.want;
            ++slot.edits;
        }
    }
    record.changed = sighting.changed;
}

void Model::Vanished(RecordRef ref) {
    if (state_.At(ref).gone) return;
    const auto members = MembersOf(state_, ref);
    const std::vector<RecordRef> others(members.begin(), members.end());
    Leave(state_, ref);
    for (RecordRef other : others) {
        if (other != ref && policies_.life.ends_links()) Separate(state_, other);
    }
    state_.At(ref).updated = state_.Next();
    matcher_.Forget(ref);
    worklist_.Refresh(ref);
}

void Model::Propagate() {
    std::vector<RecordRef> changed = std::exchange(touched_, {});
    for (int step = 0; step < kMaxSteps && !changed.empty(); ++step) {
        SortUnique(changed);
        std::vector<RecordRef> touched = changed;
        for (RecordRef ref : OnePerCluster(state_, changed)) {
            const auto adopted = settler_.Settle(ref);
            touched.insert(touched.end(), adopted.begin(), adopted.end());
        }
        SortUnique(touched);
        for (RecordRef ref : touched) worklist_.Refresh(ref);
        changed = matcher_.Match(touched);
    }
}

void Model::Written(RecordRef ref, const std::vector<int>& paths, const Sighting& stored,
                    Milliseconds at) {
    Record& record = state_.At(ref);
    for (int path : paths) {
        NoteStored(state_.At(ref, path), stored.values[static_cast<std::size_t>(path)]);
    }
    record.changed = std::max(record.changed, stored.changed);
    record.wrote_at = at;
    Touch(ref);
}

void Model::AlreadyThere(RecordRef ref, const std::vector<int>& paths) {
    for (int path : paths) NoteStored(state_.At(ref, path), state_.At(ref, path).want);
    Touch(ref);
}

void Model::Refused(RecordRef ref, const std::vector<int>& paths) {
    for (int path : paths) state_.At(ref, path).settled = state_.At(ref, path).want;
    Touch(ref);
}

RecordRef Model::Add(int entity, const Sighting& stored) {
    const RecordRef known = Find(entity, stored.id);
    return known.record < 0 ? state_.Add(entity, NewRecord(stored)) : known;
}

void Model::Created(RecordRef source, int flow, RecordRef made, const Json& body, Milliseconds at) {
    const SchemaFlow& made_by = schema_.flows[static_cast<std::size_t>(flow)];
    const auto& paths = schema_.entities[static_cast<std::size_t>(made.entity)].paths;
    for (const Way& way : WaysOf(schema_, made_by, policies_.merge)) {
        const Json* asked = plumb::Find(body, paths[static_cast<std::size_t>(way.To())]);
        if (asked == nullptr) continue;
        Slot& slot = state_.At(made, way.To());
        slot.want = *asked;
        slot.time = state_.At(source, way.From()).time;
        slot.adopted = true;
        if (!SameValue(slot.want, slot.seen)) slot.settled = slot.want;
    }
    state_.At(made).wrote_at = at;
    Unite(state_, source, made);
    Touch(source);
    Touch(made);
}

void Model::TryAgain(RecordRef ref, const std::vector<int>& paths) {
    for (int path : paths) state_.At(ref, path).settled.reset();
    Touch(ref);
}

std::vector<int> Model::PendingPaths(RecordRef ref) const {
    std::vector<int> paths;
    const Record& record = state_.At(ref);
    const auto& synced = schema_.entities[static_cast<std::size_t>(ref.entity)].synced;
    for (std::size_t path = 0; path < record.slots.size(); ++path) {
        if (synced[path] && IsPending(record.slots[path])) paths.push_back(static_cast<int>(path));
    }
    return paths;
}

}  // namespace plumb::mocks::sesam
