#include "harness/run/preflight.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/base/text.h"

namespace plumb::run {

Result<Preflight::Answer> Preflight::Ask(const checklist::Flow& flow, Side side,
                                         const std::string& path, const Json& value,
                                         const std::string& tag) {
    const std::lock_guard lock(mutex_);
    const std::string own_tag = world_.values.RunTag() + "preflight";
    const std::string key = fmt::format("{}/{}/{}/{}", world_.bodies.SystemOn(side),
                                        world_.bodies.EntityOf(flow, side)->id, path, Dump(value));
    auto known = answers_.find(key);
    if (known == answers_.end()) {
        auto answer = Write(flow, side, path, world_.values.FillTag(value, own_tag, 0));
        if (!answer) return answer;
        known = answers_.emplace(key, std::move(*answer)).first;
    }
    Answer answer = known->second;
    if (answer.stored.is_string())
        answer.stored = ReplaceAll(answer.stored.get<std::string>(), own_tag, tag);
    return answer;
}

Result<Preflight::Answer> Preflight::Write(const checklist::Flow& flow, Side side,
                                           const std::string& path, const Json& value) {
    const target::Entity& entity = *world_.bodies.EntityOf(flow, side);
    const auto [place, is_new] =
        probes_.try_emplace(fmt::format("{}/{}", world_.bodies.SystemOn(side), entity.id));
    Held& held = place->second;
    if (is_new) {
        held.side = side;
        held.flow = &flow;
        held.entity = &entity;
        held.tag =
            ValueMaker::RecordTag(world_.values.RunTag() + "pre", side == Side::kSource, number_);
        held.persona = world_.values.MakePersona(held.tag);
        auto created = maker_.Create(side, entity, world_.bodies.Unmatched(held),
                                     {"", "create a record to try values on"});
        if (!created) return tl::make_unexpected(created.error());
        if (const auto* refused = std::get_if<system::Refused>(&*created)) {
            probes_.erase(place);
            return Answer{"a record to try it on was refused: " + refused->message, nullptr};
        }
        held.record = std::get<system::Record>(*created);
    }
    const auto change = value.is_null() ? std::nullopt : std::optional<Json>(value);
    auto updated = maker_.Update(side, entity, held.record, {{path, change}},
                                 {"", "try whether the receiving system takes the value"});
    if (!updated) return tl::make_unexpected(updated.error());
    if (const auto* refused = std::get_if<system::Refused>(&*updated))
        return Answer{refused->message, nullptr};
    if (std::holds_alternative<system::NotFound>(*updated))
        return EnvironmentError("the record to try values on has vanished");
    const Json* before = Find(held.record.fields, path);
    const auto undo = before == nullptr ? std::nullopt : std::optional<Json>(*before);
    held.record = std::get<system::Record>(*updated);
    const Json* stored = Find(held.record.fields, path);
    Answer answer{std::nullopt, stored == nullptr ? Json() : *stored};
    // A value that must be unique is given back, else the data flow could not write it.
    auto undone =
        maker_.Update(side, entity, held.record, {{path, undo}}, {"", "give the value back"});
    if (!undone) return tl::make_unexpected(undone.error());
    if (const auto* record = std::get_if<system::Record>(&*undone)) held.record = *record;
    return answer;
}

}  // namespace plumb::run
