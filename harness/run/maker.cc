#include "harness/run/maker.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/ledger/cleaner.h"

namespace plumb::run {

namespace {

constexpr Milliseconds kReadAgainAfter = 50;
constexpr Milliseconds kLookAgainAfter = 1000;  // a list may have many pages

system::Purpose ReadBackOf(const system::Purpose& purpose) {
    return {purpose.case_id, "read back: " + purpose.text};
}

}  // namespace

Result<std::string> Maker::ParentFor(Side side, const target::Entity& entity) {
    if (entity.parent.empty()) return std::string();
    const std::lock_guard lock(parent_mutex_);
    const auto known = parents_.find(entity.parent);
    if (known != parents_.end()) return known->second;
    const target::Entity* parent = world_.SystemOn(side).GetProfile().FindEntity(entity.parent);
    if (parent == nullptr) return InputError("the profile has no entity " + entity.parent);
    const std::string tag = world_.values.RunTag() + "parent";
    auto created = Create(side, *parent, world_.bodies.Minimal(*parent, tag),
                          {"", "create the parent of all " + entity.id});
    if (!created) return tl::make_unexpected(created.error());
    if (const auto* refused = std::get_if<system::Refused>(&*created)) {
        return EnvironmentError(
            fmt::format("the parent record of {} was refused: {}", entity.id, refused->message));
    }
    return parents_[entity.parent] = std::get<system::Record>(*created).id;
}

bool Maker::LacksParentOf(const target::Entity& entity) {
    const std::lock_guard lock(parent_mutex_);
    return !entity.parent.empty() && !parents_.contains(entity.parent);
}

Result<system::Created> Maker::SendNew(Side side, const target::Entity& entity, Json& body,
                                       const system::Purpose& purpose) {
    const auto parent = ParentFor(side, entity);
    if (!parent) return tl::make_unexpected(parent.error());
    DropEmptyObjects(body);
    return CreateLedgered(side, entity, body, *parent, purpose);
}

Result<system::Created> Maker::Create(Side side, const target::Entity& entity, Json body,
                                      const system::Purpose& purpose) {
    auto created = SendNew(side, entity, body, purpose);
    if (!created || std::holds_alternative<system::Refused>(*created)) return created;
    const Written written =
        New(side, entity, std::get<system::Record>(*std::move(created)), std::move(body), purpose);
    auto stored = ReadBack(written);
    if (!stored) return tl::make_unexpected(stored.error());
    if (!stored->has_value()) return NotShown(written);
    return std::move(**stored);
}

tl::unexpected<Error> Maker::NotShown(const Written& written) {
    return EnvironmentError(fmt::format("{} {} was created but cannot be read back",
                                        written.entity->id, written.record.id));
}

Result<system::Created> Maker::CreateLedgered(Side side, const target::Entity& entity,
                                              const Json& body, const std::string& parent,
                                              const system::Purpose& purpose) {
    if (Status budget = world_.budget.Take(); !budget) return tl::make_unexpected(budget.error());
    ledger::Ledger& ledger = world_.ledger;
    ledger::Entry entry;
    entry.system = world_.bodies.SystemOn(side);
    entry.entity = entity.id;
    entry.parent = parent;
    entry.mark = ledger::MarkOf(body, entity, ledger.GetHeader().run);
    const auto number = ledger.Intend(entry);
    if (!number) return tl::make_unexpected(number.error());
    auto created = world_.SystemOn(side).Create(entity, body, parent, purpose);
    if (!created) {
        if (auto found = FindLost(side, entity, entry.mark, purpose)) created = *std::move(found);
    }
    if (!created) return created;
    const auto* record = std::get_if<system::Record>(&*created);
    const Status noted = record == nullptr ? ledger.Change(*number, ledger::State::kRefused)
                                           : ledger.Made(*number, record->id);
    if (!noted) return tl::make_unexpected(noted.error());
    if (auto* none = std::get_if<system::NotMade>(&*created)) {
        if (none->is_full) none->error.problems.front().hint = WayOutWhenFull(entry);
        return tl::make_unexpected(std::move(none->error));
    }
    return created;
}

/// As many as there are of the run's is what there was room for.
std::string Maker::WayOutWhenFull(const ledger::Entry& entry) const {
    const auto count = std::ranges::count_if(world_.ledger.Alive(), [&](const ledger::Entry& one) {
        return one.state == ledger::State::kMade && one.system == entry.system &&
               one.entity == entry.entity;
    });
    if (count == 0) return fmt::format("delete {} that nobody needs any more", entry.entity);
    return fmt::format(
        "let the run keep fewer at a time, `max_records: {{{}.{}: {}}}` under `safety` in the "
        "target, or delete {} that nobody needs any more",
        entry.system, entry.entity, count, entry.entity);
}

/// A creation whose answer was lost may have happened: it is never repeated, but looked for.
std::optional<system::Record> Maker::FindLost(Side side, const target::Entity& entity,
                                              const std::string& mark,
                                              const system::Purpose& purpose) {
    if (mark.empty()) return std::nullopt;
    // A replica may not show it yet, and what is not found counts as never made.
    for (Milliseconds left = entity.read_after_write_ms;; left -= kLookAgainAfter) {
        auto records = world_.SystemOn(side).List(
            entity, {purpose.case_id, "look for what became of: " + purpose.text});
        if (!records) return std::nullopt;
        for (system::Record& record : *records) {
            if (ledger::Bears(record.fields, mark)) return std::move(record);
        }
        if (left <= 0) return std::nullopt;
        world_.clock.Wait(std::min(left, kLookAgainAfter));
    }
}

Result<int> Maker::EntryOf(Side side, const target::Entity& entity, const system::Record& record) {
    ledger::Ledger& ledger = world_.ledger;
    const std::string& system = world_.bodies.SystemOn(side);
    if (const auto number = ledger.NumberOf(system, entity.id, record.id)) return *number;
    const std::string& run = ledger.GetHeader().run;
    if (!ledger::Bears(record.fields, run)) {
        return EnvironmentError(
            fmt::format("{} {} is no record of this run: it is not touched", entity.id, record.id),
            "this is a mistake of Plumb; please report it");
    }
    ledger::Entry entry;
    entry.system = system;
    entry.entity = entity.id;
    entry.parent = record.parent;
    entry.mark = ledger::MarkOf(record.fields, entity, run);
    entry.id = record.id;
    return ledger.Adopt(std::move(entry));
}

Result<system::Updated> Maker::SendEdit(Side side, const target::Entity& entity,
                                        const system::Record& record,
                                        const std::vector<system::Change>& changes,
                                        const system::Purpose& purpose) {
    if (const auto entry = EntryOf(side, entity, record); !entry)
        return tl::make_unexpected(entry.error());
    if (Status budget = world_.budget.Take(); !budget) return tl::make_unexpected(budget.error());
    return world_.SystemOn(side).Update(entity, record, changes, purpose);
}

Result<system::Updated> Maker::Update(Side side, const target::Entity& entity,
                                      const system::Record& record,
                                      const std::vector<system::Change>& changes,
                                      const system::Purpose& purpose) {
    auto updated = SendEdit(side, entity, record, changes, purpose);
    if (!updated || !std::holds_alternative<system::Record>(*updated)) return updated;
    auto stored = ReadBack(Edited(side, entity, record, changes, purpose));
    if (!stored) return tl::make_unexpected(stored.error());
    if (!stored->has_value()) return system::NotFound{};
    return std::move(**stored);
}

Result<system::Deleted> Maker::SendDeletion(Side side, const target::Entity& entity,
                                            const system::Record& record,
                                            const system::Purpose& purpose) {
    const auto entry = EntryOf(side, entity, record);
    if (!entry) return tl::make_unexpected(entry.error());
    auto deleted = world_.SystemOn(side).Delete(entity, record, purpose);
    if (!deleted || std::holds_alternative<system::Refused>(*deleted)) return deleted;
    const auto* retired = std::get_if<system::Retired>(&*deleted);
    const Status noted = retired == nullptr
                             ? world_.ledger.Change(*entry, ledger::State::kRemoved)
                             : world_.ledger.Change(*entry, ledger::State::kArchived, retired->why);
    if (!noted) return tl::make_unexpected(noted.error());
    return deleted;
}

Written Maker::New(Side side, const target::Entity& entity, system::Record record, Json body,
                   const system::Purpose& purpose) {
    return {side, &entity, std::move(record), std::move(body), false, ReadBackOf(purpose)};
}

Written Maker::Edited(Side side, const target::Entity& entity, system::Record record,
                      const std::vector<system::Change>& changes, const system::Purpose& purpose) {
    Json expected = Json::object();
    for (const system::Change& change : changes)
        Put(expected, change.path, change.value.value_or(Json()));
    return {side, &entity, std::move(record), std::move(expected), false, ReadBackOf(purpose)};
}

/// A replica may still show it, and a data flow that reads it there has not seen the deletion.
Written Maker::Gone(Side side, const target::Entity& entity, system::Record record,
                    const system::Purpose& purpose) {
    Json archived;
    if (entity.delete_fallback.is_object()) {
        for (const auto& [path, value] : entity.delete_fallback.items()) Put(archived, path, value);
    }
    return {side, &entity, std::move(record), std::move(archived), true, ReadBackOf(purpose)};
}

Result<std::optional<system::Record>> Maker::ReadBack(const Written& written) {
    const target::Entity& entity = *written.entity;
    const system::Record& record = written.record;
    Milliseconds left = entity.read_after_write_ms;
    for (Milliseconds pause = kReadAgainAfter;; pause *= world_.rations_requests ? 2 : 1) {
        auto stored =
            world_.SystemOn(written.side).Read(entity, record.id, record.parent, written.purpose);
        if (!stored || written.IsShownBy(*stored) || left <= 0) return stored;
        world_.clock.Wait(std::min(left, pause));
        left -= pause;
    }
}

}  // namespace plumb::run
