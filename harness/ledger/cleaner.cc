#include "harness/ledger/cleaner.h"

#include <fmt/format.h>
#include <algorithm>
#include <atomic>
#include <map>
#include <ranges>
#include <set>
#include <thread>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::ledger {

namespace {

constexpr int kPatience = 3;

const system::Purpose kCleanUp{"", "clean up"};

/// The first text in `value` that holds `part`, in lower case; "" when none does.
std::string TextHolding(const Json& value, const std::string& part) {
    if (value.is_string()) {
        std::string text = ToLower(value.get_ref<const std::string&>());
        return text.find(part) == std::string::npos ? "" : text;
    }
    if (!value.is_structured()) return "";
    for (const Json& member : value) {
        if (std::string text = TextHolding(member, part); !text.empty()) return text;
    }
    return "";
}

/// What an entry is, now that its entity's list was read; `record` is null when it is not in it.
State StateSeen(const Entry& entry, const target::Entity& entity, const system::Record* record) {
    const bool is_done = entry.state == State::kRemoved || entry.state == State::kArchived;
    if (is_done && record != nullptr)
        return system::IsRetired(*record, entity) ? State::kArchived : State::kMade;
    const bool never_made = entry.state == State::kIntended && entry.id.empty();
    return never_made ? State::kRemoved : entry.state;
}

}  // namespace

std::string MarkOf(const Json& body, const target::Entity& entity, const std::string& run_tag) {
    const std::string tag = ToLower(run_tag);
    const std::string tagged = ToLower(TextAt(body, entity.tag_field));
    return tagged.find(tag) != std::string::npos ? tagged : TextHolding(body, tag);
}

bool Bears(const Json& fields, const std::string& mark) {
    return !mark.empty() && !TextHolding(fields, ToLower(mark)).empty();
}

Status Cleaner::LookAround() {
    Milliseconds lag = 0;
    for (const auto& [id, system] : systems_)
        lag = std::max<Milliseconds>(lag, system->GetProfile().LongestLag());
    clock_.Wait(lag);
    Status status;
    for (const auto& [system, id] : places_) {
        const auto found = systems_.find(system);
        if (found == systems_.end()) continue;
        const target::Entity* entity = found->second->GetProfile().FindEntity(id);
        if (entity == nullptr) continue;
        if (Status looked = LookAt(system, *entity); !looked) status = std::move(looked);
    }
    return status;
}

Status Cleaner::LookAt(const std::string& system, const target::Entity& entity) {
    const auto records = systems_.at(system)->List(
        entity, {"", "look for records of the run among the " + entity.id});
    if (!records) return tl::make_unexpected(records.error());
    std::map<std::string, const system::Record*> there;
    for (const system::Record& record : *records) {
        there.emplace(record.id, &record);
        if (!Bears(record.fields, ledger_.GetHeader().run)) continue;
        if (Status settled = Settle(system, entity, record); !settled) return settled;
    }
    for (const Entry& entry : ledger_.Entries()) {
        if (entry.system != system || entry.entity != entity.id) continue;
        const auto found = there.find(entry.id);
        const State state =
            StateSeen(entry, entity, found == there.end() ? nullptr : found->second);
        if (state == entry.state) continue;
        if (Status changed = ledger_.Change(entry.number, state); !changed) return changed;
    }
    return {};
}

/// A record that bears the run's tag: known, the answer to a creation that was lost, or made by the
/// data flow.
Status Cleaner::Settle(const std::string& system, const target::Entity& entity,
                       const system::Record& record) {
    if (ledger_.NumberOf(system, entity.id, record.id)) return {};
    for (const Entry& entry : ledger_.Entries()) {
        const bool fits = entry.state == State::kIntended && entry.id.empty() &&
                          entry.system == system && entry.entity == entity.id;
        if (fits && Bears(record.fields, entry.mark)) return ledger_.Made(entry.number, record.id);
    }
    Entry stray;
    stray.system = system;
    stray.entity = entity.id;
    stray.parent = record.parent;
    stray.mark = MarkOf(record.fields, entity, ledger_.GetHeader().run);
    stray.id = record.id;
    const auto adopted = ledger_.Adopt(std::move(stray));
    return adopted ? Status() : tl::make_unexpected(adopted.error());
}

void Cleaner::Remove() {
    RemoveThose([](const Entry&) { return true; });
}

void Cleaner::RemoveButLocks() {
    RemoveThose([&](const Entry& entry) { return !IsLock(entry, ledger_.GetHeader().run); });
}

void Cleaner::RemoveThose(const std::function<bool(const Entry&)>& is_due) {
    unanswered_.clear();
    std::set<std::pair<std::string, std::string>> holders;  // system and id
    for (const Entry& entry : ledger_.Entries()) holders.emplace(entry.system, entry.parent);
    std::vector<Entry> together;
    for (const Entry& entry : std::views::reverse(ledger_.Alive())) {
        if (entry.id.empty() || !is_due(entry)) continue;
        const bool must_wait =
            holders.contains({entry.system, entry.id}) || IsLock(entry, ledger_.GetHeader().run);
        if (must_wait) RemoveTogether(std::exchange(together, {}));
        together.push_back(entry);
    }
    RemoveTogether(together);
}

void Cleaner::RemoveTogether(const std::vector<Entry>& entries) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t at = next++; at < entries.size(); at = next++) RemoveOne(entries[at]);
    };
    const int helping = std::min(jobs_, static_cast<int>(entries.size())) - 1;
    std::vector<std::jthread> helpers;
    for (int i = 0; i < helping; ++i) helpers.emplace_back(work);
    work();
}

void Cleaner::RemoveOne(const Entry& entry) {
    const target::Entity* entity = EntityOf(entry);
    const std::string why =
        entity == nullptr ? "the target has no such system or entity" : DeleteNow(entry, *entity);
    if (why.empty()) return;
    const std::lock_guard lock(mutex_);
    reasons_[entry.number] = why;
}

/// Why it is still there; "" when it is not.
std::string Cleaner::DeleteNow(const Entry& entry, const target::Entity& entity) {
    {
        const std::lock_guard lock(mutex_);
        if (unanswered_[entry.system] >= kPatience) return "not tried: the system did not answer";
    }
    const auto deleted = systems_.at(entry.system)
                             ->Delete(entity, {entry.id, entry.parent, Json::object()}, kCleanUp);
    {
        const std::lock_guard lock(mutex_);
        unanswered_[entry.system] = deleted ? 0 : unanswered_[entry.system] + 1;
    }
    if (!deleted) return std::string(Trim(ToString(deleted.error())));
    if (const auto* refused = std::get_if<system::Refused>(&*deleted))
        return "the system refuses to delete it: " + refused->message;
    const auto* retired = std::get_if<system::Retired>(&*deleted);
    const Status noted = retired == nullptr
                             ? ledger_.Change(entry.number, State::kRemoved)
                             : ledger_.Change(entry.number, State::kArchived, retired->why);
    return noted ? "" : std::string(Trim(ToString(noted.error())));
}

const target::Entity* Cleaner::EntityOf(const Entry& entry) const {
    const auto system = systems_.find(entry.system);
    return system == systems_.end() ? nullptr
                                    : system->second->GetProfile().FindEntity(entry.entity);
}

Remaining Cleaner::Describe(const Entry& entry, std::string_view otherwise) const {
    const target::Entity* entity = EntityOf(entry);
    const bool can_be_found = entity != nullptr && !entry.id.empty();
    const auto reason = reasons_.find(entry.number);
    return {fmt::format("{} {} {}", entry.system, entry.entity,
                        entry.id.empty() ? "with " + entry.mark : entry.id),
            can_be_found ? systems_.at(entry.system)->UrlOf(*entity, entry.id, entry.parent) : "",
            reason == reasons_.end() ? std::string(otherwise) : reason->second};
}

std::vector<Remaining> Cleaner::StillThere() const {
    std::vector<Remaining> remaining;
    for (const Entry& entry : ledger_.Alive())
        remaining.push_back(Describe(entry, "it is not known whether it was created"));
    return remaining;
}

std::vector<Remaining> Cleaner::Retired() const {
    std::vector<Remaining> retired;
    for (const Entry& entry : ledger_.Entries()) {
        if (entry.state != State::kArchived) continue;
        retired.push_back(
            Describe(entry, entry.why.empty() ? "it could not be deleted" : entry.why));
        if (const target::Entity* entity = EntityOf(entry))
            retired.back().how = "is left with " + system::FallbackInWords(*entity);
    }
    return retired;
}

}  // namespace plumb::ledger
