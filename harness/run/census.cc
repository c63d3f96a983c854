#include "harness/run/census.h"

#include <algorithm>

#include "harness/base/digest.h"
#include "harness/base/text.h"
#include "harness/ledger/cleaner.h"

namespace plumb::run {

namespace {

constexpr std::size_t kDigestBytes = 16;
constexpr std::size_t kIdsShown = 20;

bool IsManaged(const target::Entity& entity, const std::string& path) {
    return (entity.IsDated() && path == entity.modified_at) || entity.FieldAt(path).managed;
}

void WriteLeaves(const Json& value, const std::string& path, const target::Entity& entity,
                 std::string& text) {
    if (IsManaged(entity, path) || value.is_null() || value == "") return;
    if (!value.is_object()) {
        text += path + "=" + Dump(value) + "\n";
        return;
    }
    for (const auto& [name, member] : value.items())
        WriteLeaves(member, path.empty() ? name : path + "." + name, entity, text);
}

/// Only what a system itself gives out as an id can say nothing of a person.
bool MayShowIds(const target::Entity& entity) {
    return entity.FieldAt(entity.id_path).read_only;
}

void Add(const std::string& id, bool may_show, int& count, std::vector<std::string>& ids) {
    ++count;
    if (may_show && ids.size() < kIdsShown) ids.push_back(id);
}

}  // namespace

std::string UnmanagedPart(const Json& fields, const target::Entity& entity) {
    std::string text;
    WriteLeaves(fields, "", entity, text);
    return text;
}

Census::Census(const World& world) : world_(world), key_(RandomKey()) {}

void Census::TakeBefore(const Look& look) {
    for (const Place& place : PlacesOf(world_.checklist, world_.profiles)) {
        journal::Census seen = Begin(place, "before");
        auto digests = Read(place, "count the records that are not the run's", look);
        if (digests) {
            seen.records = static_cast<int>(digests->size());
            before_[place] = *std::move(digests);
        } else {
            seen.unread = world_.recorder.Mask(std::string(Trim(ToString(digests.error()))));
        }
        world_.recorder.Append(std::move(seen));
    }
}

void Census::Compare() {
    for (const Place& place : PlacesOf(world_.checklist, world_.profiles)) {
        journal::Census seen = Begin(place, "after");
        const auto before = before_.find(place);
        const auto after = Read(place, "see whether records that are not the run's have changed");
        if (before == before_.end()) {
            seen.unread = "they could not be read before the run";
        } else if (!after) {
            seen.unread = world_.recorder.Mask(std::string(Trim(ToString(after.error()))));
        } else {
            Compare(place, before->second, *after, seen);
        }
        world_.recorder.Append(std::move(seen));
    }
}

void Census::Compare(const Place& place, const Digests& before, const Digests& after,
                     journal::Census& seen) const {
    const bool may_show =
        MayShowIds(*world_.systems.at(place.first)->GetProfile().FindEntity(place.second));
    seen.records = static_cast<int>(after.size());
    for (const auto& [id, digest] : before) {
        const auto now = after.find(id);
        if (now == after.end()) {
            Add(id, may_show, seen.vanished, seen.vanished_ids);
        } else if (now->second != digest) {
            Add(id, may_show, seen.changed, seen.changed_ids);
        }
    }
    for (const auto& [id, digest] : after) {
        if (!before.contains(id)) Add(id, may_show, seen.appeared, seen.appeared_ids);
    }
}

Result<Census::Digests> Census::Read(const Place& place, const std::string& purpose,
                                     const Look& look) {
    system::System& system = *world_.systems.at(place.first);
    const target::Entity& entity = *system.GetProfile().FindEntity(place.second);
    const auto records = system.List(entity, {"", purpose + " among the " + entity.id});
    if (!records) return tl::make_unexpected(records.error());
    if (look) look(place, *records);
    Digests digests;
    for (const system::Record& record : *records) {
        if (IsOurs(place, record)) continue;
        digests[record.id] =
            KeyedDigest(key_, UnmanagedPart(record.fields, entity)).substr(0, kDigestBytes);
    }
    return digests;
}

bool Census::IsOurs(const Place& place, const system::Record& record) const {
    return world_.ledger.NumberOf(place.first, place.second, record.id) ||
           ledger::Bears(record.fields, world_.ledger.GetHeader().run);
}

journal::Census Census::Begin(const Place& place, const std::string& phase) const {
    journal::Census seen;
    seen.at = world_.recorder.Now();
    seen.phase = phase;
    seen.system = place.first;
    seen.entity = place.second;
    seen.exclusive = world_.is_exclusive;
    return seen;
}

}  // namespace plumb::run
