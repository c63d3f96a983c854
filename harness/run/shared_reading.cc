#include "harness/run/shared_reading.h"

#include <algorithm>
#include <map>

#include "harness/scenario/property_type.h"

namespace plumb::run {

namespace {

/// True when every leaf of `expected` stands in `stored`.
bool Holds(const Json& stored, const Json& expected) {
    if (!expected.is_object()) return scenario::SameValue(stored, expected);
    return std::ranges::all_of(expected.items(), [&](const auto& member) {
        const Json* theirs = Find(stored, member.key());
        return Holds(theirs == nullptr ? Json() : *theirs, member.value());
    });
}

}  // namespace

bool Written::IsShownBy(const std::optional<system::Record>& stored) const {
    if (!stored) return is_deletion;
    if (is_deletion && expected.is_null()) return false;
    return Holds(stored->fields, expected);
}

void SharedReading::LookFor(const std::vector<Owed*>& owed) {
    std::map<std::pair<Side, const target::Entity*>, Group> groups;
    for (Owed* one : owed) {
        one->was_looked_for = true;
        groups[{one->written.side, one->written.entity}].push_back(one);
    }
    for (const auto& [place, group] : groups) {
        if (IsCheaper(group)) Look(group);
    }
}

/// By what the last list held; what was made since may be all that there is to see.
bool SharedReading::IsCheaper(const Group& group) const {
    if (!world_.rations_requests) return false;
    const Written& any = group.front()->written;
    const auto known = world_.SystemOn(any.side).LastCount(*any.entity);
    if (!known) return false;
    const int size = static_cast<int>(group.size());
    return any.entity->PagesOf(*known + size) < size;
}

/// A list that cannot be read proves nothing: then each is read by itself, and says what is wrong.
void SharedReading::Look(const Group& group) {
    const Written& any = group.front()->written;
    auto list = world_.SystemOn(any.side).List(
        *any.entity, {"", "read back what was written: list " + any.entity->id});
    if (!list) return;
    std::map<std::string, const system::Record*> records;
    for (const system::Record& record : *list) records.emplace(record.id, &record);
    for (Owed* one : group) {
        const auto found = records.find(one->written.record.id);
        std::optional<system::Record> stored;
        if (found != records.end()) stored = *found->second;
        if (!one->written.IsShownBy(stored)) continue;
        if (stored && stored->parent.empty()) stored->parent = one->written.record.parent;
        one->is_seen = true;
        one->stored = std::move(stored);
    }
}

}  // namespace plumb::run
