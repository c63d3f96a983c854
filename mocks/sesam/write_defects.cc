#include <map>
#include <memory>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "mocks/sesam/clusters.h"
#include "mocks/sesam/connector.h"
#include "mocks/sesam/defect_list.h"

namespace plumb::mocks::sesam {

namespace {

Defect Alters(std::string (*change)(std::string)) {
    return [change](Policies& policies) {
        policies.write.outgoing = [change](Json value) {
            return value.is_string() ? Json(change(value.get<std::string>())) : value;
        };
    };
}

std::string Truncate(std::string text) {
    constexpr std::size_t kLongest = 32;
    std::size_t end = std::min(text.size(), kLongest);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
        --end;
    return text.substr(0, end);
}

std::string OnlyAscii(std::string text) {
    for (char& c : text) {
        if (static_cast<unsigned char>(c) > 0x7F) c = '?';
    }
    return text;
}

/// "Ada Lovelace" becomes "Lovelace, Ada".
std::string LastWordFirst(std::string text) {
    const std::size_t blank = text.rfind(' ');
    if (blank == std::string::npos || blank + 1 == text.size()) return text;
    return text.substr(blank + 1) + ", " + text.substr(0, blank);
}

/// Adds a property that no checklist of the family lists.
Defect AlsoWrites(const Json& users, const Json& contact_persons, const Json& customers) {
    return [=](Policies& policies) {
        policies.write.amend = [=](const SchemaEntity& entity, const Version&, Changes& changes) {
            const Json& extra = entity.name == "users"           ? users
                                : entity.name == "contactperson" ? contact_persons
                                                                 : customers;
            for (const auto& [path, value] : extra.items()) changes.emplace_back(path, value);
        };
    };
}

/// With every write goes a property that no checklist of the family lists, as it stood before the
/// first write of the record.
void WriteBackWhatItKnew(Policies& policies) {
    const auto known = std::make_shared<std::map<std::string, Json>>();
    policies.write.amend = [known](const SchemaEntity& entity, const Version& before,
                                   Changes& changes) {
        const std::string path = entity.name == "users"           ? "profile.locale.language"
                                 : entity.name == "contactperson" ? "lastName"
                                                                  : "OrganizationNumber";
        const Json* value = Find(before.record, path);
        const auto [first, added] =
            known->try_emplace(entity.name + " " + before.id, value == nullptr ? Json() : *value);
        changes.emplace_back(path, first->second);
    };
}

/// The value of one record goes to the next linked one.
RecordRef NextLinked(const State& state, RecordRef ref) {
    const int count = static_cast<int>(state.At(ref.entity).records.size());
    for (int step = 1; step < count; ++step) {
        const RecordRef next{ref.entity, (ref.record + step) % count};
        if (IsLinked(state, next)) return next;
    }
    return ref;
}

/// Writes every record of a kind once, though nothing has changed.
Defect WritesOnce(bool (*which)(const State&, RecordRef)) {
    return [which](Policies& policies) {
        policies.write.repeats = [which](const State& state, RecordRef ref) {
            return state.At(ref).wrote_at == 0 && which(state, ref);
        };
    };
}

/// The same, with a mark of its own.
Defect Stamps(bool (*which)(const State&, RecordRef)) {
    return [which](Policies& policies) {
        AlsoWrites({{"banReason", "seen"}}, {{"placeOfBirth", "seen"}},
                   {{"WebsiteUrl", "https://seen.example"}})(policies);
        WritesOnce(which)(policies);
    };
}

constexpr Milliseconds kToBeWritten = -1;

/// After a restart every linked record is written once more.
void WriteAllAfterRestart(Policies& policies) {
    policies.life.on_restart = [](State& state) {
        for (EntityState& entity : state.entities) {
            for (Record& record : entity.records) record.wrote_at = kToBeWritten;
        }
    };
    policies.write.repeats = [](const State& state, RecordRef ref) {
        return state.At(ref).wrote_at == kToBeWritten && IsLinked(state, ref);
    };
}

/// What was to be written stood in the memory of the process only, and the cursors are saved.
void ForgetPendingWrites(State& state) {
    for (EntityState& entity : state.entities) {
        for (Record& record : entity.records) {
            for (Slot& slot : record.slots) {
                if (IsPending(slot)) slot.settled = slot.want;
            }
        }
    }
}

}  // namespace

DefectList WriteDefects() {
    return {
        {"truncates-values", Alters(Truncate)},
        {"trims-values", Alters([](std::string text) { return std::string(Trim(text)); })},
        {"lowercases-values", Alters([](std::string text) { return ToLower(text); })},
        {"breaks-unicode", Alters(OnlyAscii)},
        {"reorders-words", Alters(LastWordFirst)},
        {"writes-null-as-text",
         [](Policies& p) {
             p.write.outgoing = [](Json value) { return value.is_null() ? Json("null") : value; };
         }},
        {"writes-unlisted-property",
         AlsoWrites({{"banReason", "synchronized"}}, {{"placeOfBirth", "synchronized"}},
                    {{"WebsiteUrl", "https://synchronized.example"}})},
        {"clears-unlisted-property",
         AlsoWrites({{"profile.locale.language", nullptr}}, {{"lastName", nullptr}},
                    {{"OrganizationNumber", nullptr}})},
        {"resets-rare-properties", AlsoWrites({{"userType.id", "STANDARD_USER"}},
                                              {{"isPep", false}}, {{"IsVatFree", false}})},
        {"takes-back-into-use",
         AlsoWrites({{"banned", false}}, {{"isActive", true}}, {{"IsArchived", false}})},
        {"writes-back-what-it-knew", WriteBackWhatItKnew},
        {"writes-one-property-of-several",
         [](Policies& p) { p.write.sends = [](std::size_t number) { return number == 0; }; }},
        {"mixes-up-records", [](Policies& p) { p.write.addressee = NextLinked; }},
        {"writes-what-it-links", WritesOnce(IsLinked)},
        {"writes-what-it-reads", WritesOnce([](const State&, RecordRef) { return true; })},
        {"stamps-what-it-links", Stamps(IsLinked)},
        {"stamps-what-it-reads", Stamps([](const State&, RecordRef) { return true; })},
        {"writes-all-after-restart", WriteAllAfterRestart},
        {"ping-pong", [](Policies& p) { p.write.repeats = IsLinked; }},
        {"swallows-failed-writes",
         [](Policies& p) { p.write.keeps_failed = [] { return false; }; }},
        {"forgets-pending-writes-on-restart",
         [](Policies& p) { p.life.on_restart = ForgetPendingWrites; }},
        {"stops-at-a-poison-record",
         [](Policies& p) { p.write.goes_on_when_refused = [] { return false; }; }},
        {"retries-for-ever",
         [](Policies& p) {
             p.write.repeats = [](const State& state, RecordRef ref) {
                 return state.At(ref).failed_writes > 0 && IsLinked(state, ref);
             };
         }},
        {"writes-blindly", [](Policies& p) { p.write.looks_first = [] { return false; }; }},
    };
}

}  // namespace plumb::mocks::sesam
