#include "harness/run/body.h"

#include <algorithm>
#include <array>
#include <set>

#include "harness/base/json_path.h"
#include "harness/catalogue/kind.h"
#include "harness/scenario/property_type.h"

namespace plumb::run {

namespace {

const target::Profile* FindProfile(const std::vector<target::Profile>& profiles,
                                   const std::string& id) {
    const auto found =
        std::ranges::find_if(profiles, [&](const auto& profile) { return profile.id == id; });
    return found == profiles.end() ? nullptr : &*found;
}

const std::string& EntityOn(const checklist::Flow& flow, Side side) {
    return side == Side::kSource ? flow.source : flow.target;
}

/// The text of a condition ("having true in banned") as the field holds such a value.
Json AsHeld(const target::Field& field, const std::string& text) {
    if (catalogue::IsTextual(field.kind)) return text;
    const Json value = ParseJson(text);
    return value.is_number() || value.is_boolean() ? value : Json(text);
}

void PutConditions(Json& body, const checklist::Pair& pair, const Held& held) {
    for (const checklist::Condition& condition : pair.only_if) {
        if (condition.side == held.side && !condition.path.empty())
            Put(body, condition.path,
                AsHeld(held.entity->FieldAt(condition.path), condition.value));
    }
}

/// A listed pair that a value can travel through, or a merge key as a pair without a type.
std::vector<checklist::Property> PairsOf(const checklist::Flow& flow) {
    std::vector<checklist::Property> pairs;
    for (const checklist::MergeAlternative& alternative : flow.merge_when_any) {
        for (const checklist::Pair& pair : alternative) {
            if (!pair.IsIncomplete()) pairs.push_back({pair, "\"string\"", false});
        }
    }
    for (const checklist::Property& property : flow.properties) {
        if (!property.pair.IsIncomplete()) pairs.push_back(property);
    }
    return pairs;
}

}  // namespace

bool IsEvaluated(const checklist::Property& property) {
    return !property.type_unreadable && scenario::PropertyType::Parse(property.type).IsEvaluated();
}

const std::string& PathOn(const checklist::Pair& pair, Side side) {
    return side == Side::kSource ? pair.source : pair.target;
}

Side Other(Side side) {
    return side == Side::kSource ? Side::kTarget : Side::kSource;
}

Json Fit(const target::Field& field, Json value) {
    const bool plain = value.is_number() || value.is_boolean();
    return plain && catalogue::IsTextual(field.kind) ? Json(Dump(value)) : value;
}

void DropEmptyObjects(Json& body) {
    if (!body.is_object()) return;
    for (auto member = body.begin(); member != body.end();) {
        DropEmptyObjects(*member);
        const bool empty = member->is_object() && member->empty();
        member = empty ? body.erase(member) : std::next(member);
    }
}

std::optional<Json> Across(const checklist::Property& property, Side from, const Json& value) {
    if (from == Side::kTarget) return value;
    return scenario::PropertyType::Parse(property.type).ToTarget(value);
}

BodyMaker::BodyMaker(const checklist::Checklist& checklist,
                     const std::vector<target::Profile>& profiles, const ValueMaker& values)
    : checklist_(checklist), profiles_(profiles), values_(values) {
    for (const checklist::Flow& flow : checklist_.flows) {
        if (EntityOf(flow, Side::kSource) == nullptr || EntityOf(flow, Side::kTarget) == nullptr)
            continue;
        for (const checklist::Property& property : PairsOf(flow)) Connect(flow, property);
    }
    for (const auto& [node, neighbours] : neighbours_) circles_.emplace(node, CircleOf(node));
}

const std::string& BodyMaker::SystemOn(Side side) const {
    return side == Side::kSource ? checklist_.source : checklist_.target;
}

const target::Entity* BodyMaker::EntityOf(const checklist::Flow& flow, Side side) const {
    const target::Profile* profile = FindProfile(profiles_, SystemOn(side));
    return profile == nullptr ? nullptr : profile->FindEntity(EntityOn(flow, side));
}

bool BodyMaker::IsKey(const std::string& entity, const std::string& path) const {
    return std::ranges::any_of(checklist_.flows, [&](const checklist::Flow& flow) {
        return std::ranges::any_of(std::array{Side::kSource, Side::kTarget}, [&](Side side) {
            return EntityOn(flow, side) == entity &&
                   std::ranges::any_of(PairsOf(flow), [&](const auto& property) {
                       return PathOn(property.pair, side) == path;
                   });
        });
    });
}

BodyMaker::Circle BodyMaker::CircleOf(const Node& start) const {
    target::Field common = FieldOf(start);
    std::set<Node> seen{start};
    std::vector<Node> queue{start};
    for (std::size_t next = 0; next < queue.size(); ++next) {
        const Node node = queue[next];
        for (const auto& [other, type] : neighbours_.at(node)) {
            if (!seen.insert(other).second) continue;
            queue.push_back(other);
            common = catalogue::CommonField(common, FieldOf(other), type);
        }
    }
    return {*seen.begin(), common};
}

target::Field BodyMaker::FieldOf(const Node& node) const {
    const auto& [side, entity, path] = node;
    return FindProfile(profiles_, SystemOn(side))->FindEntity(entity)->FieldAt(path);
}

void BodyMaker::Connect(const checklist::Flow& flow, const checklist::Property& property) {
    if (!IsEvaluated(property)) return;
    const Node source{Side::kSource, flow.source, property.pair.source};
    const Node target{Side::kTarget, flow.target, property.pair.target};
    if (FieldOf(source).read_only || FieldOf(target).read_only) return;
    neighbours_[source].emplace_back(target, property.type);
    neighbours_[target].emplace_back(source, property.type);
}

BodyMaker::Circle BodyMaker::CircleAt(const Held& held, const std::string& path) const {
    const Node node{held.side, held.entity->id, path};
    const auto known = circles_.find(node);
    return known == circles_.end() ? Circle{node, held.entity->FieldAt(path)} : known->second;
}

Json BodyMaker::FreshFor(const Held& held, const std::string& path, const std::string& tag,
                         int number, const Json& current) const {
    return Fit(held.entity->FieldAt(path),
               values_.Fresh(CircleAt(held, path).common, tag, number, current));
}

Json BodyMaker::Unmatched(const Held& held) const {
    Json body = Json::object();
    for (const auto& [path, field] : held.entity->fields) {
        if (!field.generate.empty())
            Put(body, path, ValueMaker::Fill(field.generate, held.persona, held.tag));
    }
    int number = 100;             // numbers below are left to the steps of the case
    std::map<Node, Json> values;  // by circle: what travels to the same fields must be the same
    for (const checklist::Flow& flow : checklist_.flows) {
        if (EntityOn(flow, held.side) != held.entity->id) continue;
        for (const checklist::Property& property : PairsOf(flow)) {
            const std::string& path = PathOn(property.pair, held.side);
            const target::Field field = held.entity->FieldAt(path);
            if (field.read_only || field.kind == target::FieldKind::kOpaque) continue;
            if (!IsEvaluated(property)) continue;
            const Circle circle = CircleAt(held, path);
            const auto [value, is_new] = values.try_emplace(circle.first);
            if (is_new) value->second = values_.Fresh(circle.common, held.tag, number++, nullptr);
            if (!value->second.is_null()) Put(body, path, Fit(field, value->second));
            PutConditions(body, property.pair, held);
        }
    }
    return body;
}

void BodyMaker::Match(Json& body, const Held& held, const Held& partner,
                      const checklist::MergeAlternative& alternative, bool with_properties) const {
    const auto copy = [&](const checklist::Property& property) {
        const Json* theirs = Find(partner.record.fields, PathOn(property.pair, partner.side));
        if (theirs == nullptr || theirs->is_null()) return;
        const std::string& path = PathOn(property.pair, held.side);
        if (held.entity->FieldAt(path).read_only) return;
        if (auto value = Across(property, partner.side, *theirs))
            Put(body, path, Fit(held.entity->FieldAt(path), *std::move(value)));
    };
    if (with_properties) {
        for (const checklist::Property& property : held.flow->properties) {
            if (!property.pair.IsIncomplete()) copy(property);
        }
    }
    for (const checklist::Pair& pair : alternative) {
        if (!pair.IsIncomplete()) copy({pair, "N/A", false});
    }
}

Json BodyMaker::Minimal(const target::Entity& entity, const std::string& tag) const {
    Json body = Json::object();
    const Persona persona{"Plumb", "parent " + tag, "", "", ""};
    for (const auto& [path, field] : entity.fields) {
        const bool named = field.generate.find("{tag}") != std::string::npos ||
                           field.generate.find("{family}") != std::string::npos;
        const bool key = IsKey(entity.id, path);
        if (named && (!key || field.kind == target::FieldKind::kText) &&
            field.kind != target::FieldKind::kEmail)
            Put(body, path, ValueMaker::Fill(field.generate, persona, tag));
    }
    return body;
}

}  // namespace plumb::run
