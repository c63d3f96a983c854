#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/run/judge.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

namespace {

/// The values that a record must have to be counted.
std::vector<std::pair<std::string, Json>> Wanted(const World& world, Cast& cast, const Held& like,
                                                 const std::vector<scenario::Assignment>& where) {
    std::vector<std::pair<std::string, Json>> wanted;
    for (const scenario::Assignment& assignment : where) {
        Json value;
        if (const auto* literal = std::get_if<scenario::Literal>(&assignment.value))
            value = world.values.FillTag(literal->value, cast.tag, 0);
        if (const auto* fresh = std::get_if<scenario::Fresh>(&assignment.value))
            value = FreshValue(world, cast, like, assignment.path, *fresh);
        wanted.emplace_back(assignment.path, std::move(value));
    }
    return wanted;
}

bool Matches(const system::Record& record,
             const std::vector<std::pair<std::string, Json>>& wanted) {
    return std::ranges::all_of(wanted, [&](const auto& pair) {
        const Json* value = Find(record.fields, pair.first);
        return scenario::SameValue(value == nullptr ? Json() : *value, pair.second);
    });
}

/// A unique value of one of the records that stands in this text.
std::optional<std::string> BorneBy(const std::string& text, const std::vector<Held>& records) {
    for (const Held& held : records) {
        for (const std::string& unique : held.unique_texts) {
            if (text.find(unique) != std::string::npos) return unique;
        }
    }
    return std::nullopt;
}

}  // namespace

Finding Judge::operator()(const scenario::CountIs& expectation) {
    const checklist::Flow& flow = FlowOf(expectation.flow);
    Held like;
    like.side = expectation.in;
    like.flow = &flow;
    like.entity = world_.bodies.EntityOf(flow, expectation.in);
    const auto wanted = Wanted(world_, cast_, like, expectation.where);
    std::string with;
    for (const auto& [path, value] : wanted)
        with += fmt::format("{}{} = {}", with.empty() ? "" : ", ", path, Quoted(value));
    const std::string expected =
        fmt::format("{} {} with {}", expectation.is, like.entity->id, with);
    const auto records = state_.RecordsOf(expectation.in, *like.entity);
    if (!records) return Unknown(expected, records.error());

    std::vector<std::string> ids;
    for (const auto& [id, record] : **records) {
        if (Matches(record, wanted)) ids.push_back(id);
    }
    std::string seen = fmt::format("{} of them", ids.size());
    for (std::size_t i = 0; i < ids.size() && i < 5; ++i) seen += (i == 0 ? ": " : ", ") + ids[i];
    const auto count = static_cast<int>(ids.size());
    if (count > expectation.is) {
        const std::string unread = MayBeOutdated(wanted);
        return unread.empty() ? Wrong(expected, seen)
                              : Undecided(expected, seen + "; but " + unread);
    }
    if (count < expectation.is) return Missing(expected, seen, flow.id, Other(expectation.in));
    return Nothing(expected, seen, flow.id);
}

std::string Judge::MayBeOutdated(const std::vector<std::pair<std::string, Json>>& values) const {
    const auto is_asked_for = [&](const auto& before) {
        return std::ranges::any_of(values, [&](const auto& value) {
            return scenario::SameValue(before.second, value.second);
        });
    };
    for (const auto& [handle, list] : cast_.records) {
        const bool were_theirs = std::ranges::any_of(list, [&](const Held& held) {
            return std::ranges::any_of(held.before_edit, is_asked_for);
        });
        if (were_theirs) return MayBeUnread(list, {});
    }
    return "";
}

std::set<std::string> Judge::OwnIds(Side side, const target::Entity& entity) const {
    std::set<std::string> own;
    for (const auto& [handle, list] : cast_.records) {
        for (const Held& held : list) {
            if (held.side == side && held.entity == &entity && !held.awaited)
                own.insert(held.record.id);
        }
    }
    return own;
}

Finding Judge::operator()(const scenario::NoneResembling& expectation) {
    const auto places = PlacesOf(world_, cast_, expectation);
    std::string expected;
    std::size_t looked_at = 0;
    for (const target::Entity* entity : places) {
        expected += fmt::format("{}no {}", expected.empty() ? "" : " and ", entity->id);
    }
    expected += fmt::format(" that bears a value of {}", expectation.handle);
    for (const target::Entity* entity : places) {
        const auto texts = state_.TextsOf(expectation.in, *entity);
        if (!texts) return Unknown(expected, texts.error());
        looked_at += (*texts)->size();
        const auto own = OwnIds(expectation.in, *entity);
        for (const auto& [id, text] : **texts) {
            if (own.contains(id)) continue;
            const auto borne = BorneBy(text, *cast_.Find(expectation.handle));
            if (!borne) continue;
            Finding finding =
                Wrong(expected, fmt::format("{} {} bears \"{}\"", entity->id, id, *borne));
            finding.after = (*state_.RecordsOf(expectation.in, *entity))->at(id).fields;
            return finding;
        }
    }
    return Nothing(expected, fmt::format("none among {} records", looked_at),
                   FlowOf(expectation.flow).id);
}

}  // namespace plumb::run
