#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

bool IsPending(const Slot& slot) {
    if (SameValue(slot.want, slot.seen)) return false;
    return !slot.settled || !SameValue(*slot.settled, slot.want);
}

const Json& ValueOf(const Slot& slot) {
    return IsPending(slot) ? slot.want : slot.seen;
}

Record& State::At(RecordRef ref) {
    return At(ref.entity).records[static_cast<std::size_t>(ref.record)];
}

const Record& State::At(RecordRef ref) const {
    return At(ref.entity).records[static_cast<std::size_t>(ref.record)];
}

Slot& State::At(RecordRef ref, int path) {
    return At(ref).slots[static_cast<std::size_t>(path)];
}

const Slot& State::At(RecordRef ref, int path) const {
    return At(ref).slots[static_cast<std::size_t>(path)];
}

RecordRef State::Add(int entity, Record record) {
    EntityState& at = At(entity);
    const RecordRef ref{entity, static_cast<int>(at.records.size())};
    record.cluster = static_cast<int>(clusters.size());
    record.first_seen = record.updated = Next();
    at.by_id.emplace(record.id, ref.record);
    at.records.push_back(std::move(record));
    clusters.push_back({{ref}, -1, sequence});
    return ref;
}

}  // namespace plumb::mocks::sesam
