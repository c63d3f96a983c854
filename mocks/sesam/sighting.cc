#include "mocks/sesam/sighting.h"

#include <algorithm>

namespace plumb::mocks::sesam {

namespace {

/// Longer than any replica lags behind (api/poweroffice-go.md, A8: one to two seconds).
constexpr Milliseconds kReplicaLag = 5'000;

}  // namespace

Record NewRecord(const Sighting& sighting) {
    Record record;
    record.id = sighting.id;
    record.parent = sighting.parent;
    record.label = sighting.label;
    record.changed = sighting.changed;
    for (std::size_t path = 0; path < sighting.values.size(); ++path) {
        Slot slot;
        slot.seen = slot.want = sighting.values[path];
        slot.time = sighting.times[path];
        record.slots.push_back(std::move(slot));
    }
    return record;
}

bool IsStale(const Record& record, const Sighting& sighting) {
    if (!sighting.changed || !record.changed) return false;
    if (*sighting.changed != *record.changed) return *sighting.changed < *record.changed;
    if (record.wrote_at == 0 || sighting.polled > record.wrote_at + kReplicaLag) return false;
    // Time stamps of whole seconds cannot tell our write from what it replaced: the values can.
    bool differs = false;
    for (std::size_t path = 0; path < sighting.values.size(); ++path) {
        const Slot& slot = record.slots[path];
        if (SameValue(slot.seen, sighting.values[path])) continue;
        if (!slot.before || !SameValue(*slot.before, sighting.values[path])) return false;
        if (sighting.times[path] > record.wrote_at) return false;  // an address has its own stamp
        differs = true;
    }
    return differs;
}

bool IsKnown(const Record& record, const Sighting& sighting) {
    for (std::size_t path = 0; path < sighting.values.size(); ++path) {
        if (!SameValue(record.slots[path].seen, sighting.values[path])) return false;
    }
    return true;
}

void NoteEdit(Slot& slot, const Json& value, Milliseconds time, bool linked) {
    const bool pending = IsPending(slot);
    slot.seen = value;
    slot.settled.reset();
    slot.before.reset();
    ++slot.edits;
    if (pending && time <= slot.time) return;
    // Without a rival an edit counts even when its system's clock runs behind.
    slot.time = pending ? time : std::max(time, slot.time + 1);
    slot.want = value;
    slot.adopted = false;
    slot.cleared = linked && IsEmpty(value);
}

void NoteStored(Slot& slot, const Json& stored) {
    slot.before = slot.seen;
    slot.seen = stored;
    slot.settled.reset();
    if (!SameValue(slot.seen, slot.want)) slot.settled = slot.want;
}

}  // namespace plumb::mocks::sesam
