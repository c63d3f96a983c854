#include "harness/run/maker.h"

#include <fmt/format.h>
#include <algorithm>
#include <ranges>

#include "harness/base/json_path.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

namespace {

constexpr Milliseconds kReadAgainAfter = 50;

/// True when every leaf of `expected` stands in `stored`.
bool Holds(const Json& stored, const Json& expected) {
    if (!expected.is_object()) return scenario::SameValue(stored, expected);
    return std::ranges::all_of(expected.items(), [&](const auto& member) {
        const Json* theirs = Find(stored, member.key());
        return Holds(theirs == nullptr ? Json() : *theirs, member.value());
    });
}

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

Result<system::Created> Maker::Create(Side side, const target::Entity& entity, Json body,
                                      const system::Purpose& purpose) {
    const auto parent = ParentFor(side, entity);
    if (!parent) return tl::make_unexpected(parent.error());
    DropEmptyObjects(body);
    auto created = world_.SystemOn(side).Create(entity, body, *parent, purpose);
    if (!created || std::holds_alternative<system::Refused>(*created)) return created;
    auto& record = std::get<system::Record>(*created);
    {
        const std::lock_guard lock(mutex_);
        made_.push_back({side, &entity, record});
    }
    auto stored = ReadBack(side, entity, record, body, ReadBackOf(purpose));
    if (!stored) return tl::make_unexpected(stored.error());
    if (!stored->has_value()) {
        return EnvironmentError(
            fmt::format("{} {} was created but cannot be read back", entity.id, record.id));
    }
    return std::move(**stored);
}

Result<system::Updated> Maker::Update(Side side, const target::Entity& entity,
                                      const system::Record& record,
                                      const std::vector<system::Change>& changes,
                                      const system::Purpose& purpose) {
    auto updated = world_.SystemOn(side).Update(entity, record, changes, purpose);
    if (!updated || !std::holds_alternative<system::Record>(*updated)) return updated;
    Json expected = Json::object();
    for (const system::Change& change : changes)
        Put(expected, change.path, change.value.value_or(Json()));
    auto stored = ReadBack(side, entity, record, expected, ReadBackOf(purpose));
    if (!stored) return tl::make_unexpected(stored.error());
    if (!stored->has_value()) return system::NotFound{};
    return std::move(**stored);
}

Result<system::Deleted> Maker::Delete(Side side, const target::Entity& entity,
                                      const system::Record& record,
                                      const system::Purpose& purpose) {
    return world_.SystemOn(side).Delete(entity, record, purpose);
}

Result<std::optional<system::Record>> Maker::ReadBack(Side side, const target::Entity& entity,
                                                      const system::Record& record,
                                                      const Json& expected,
                                                      const system::Purpose& purpose) {
    Milliseconds left = entity.read_after_write_ms;
    for (;;) {
        auto stored = world_.SystemOn(side).Read(entity, record.id, record.parent, purpose);
        const bool done = !stored || (stored->has_value() && Holds((*stored)->fields, expected));
        if (done || left <= 0) return stored;
        world_.clock.Wait(std::min(left, kReadAgainAfter));
        left -= kReadAgainAfter;
    }
}

std::vector<std::string> Maker::CleanUp() {
    const std::lock_guard lock(mutex_);
    std::vector<std::string> remaining;
    for (const Made& made : std::views::reverse(made_)) {
        const auto deleted = Delete(made.side, *made.entity, made.record, {"", "clean up"});
        if (!deleted || std::holds_alternative<system::Refused>(*deleted)) {
            remaining.push_back(fmt::format("{} {}", made.entity->id, made.record.id));
        }
    }
    made_.clear();
    return remaining;
}

}  // namespace plumb::run
