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

}  // namespace

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

Json AsHeld(const target::Field& field, Json value) {
    if (!value.is_string() || catalogue::IsTextual(field.kind)) return Fit(field, std::move(value));
    const Json spelt = ParseJson(value.get_ref<const std::string&>());
    return spelt.is_number() || spelt.is_boolean() ? spelt : value;
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
    : checklist_(checklist), profiles_(profiles), values_(values), context_(checklist, profiles) {}

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
                   std::ranges::any_of(catalogue::TravelledPairs(flow), [&](const auto& property) {
                       return PathOn(property.pair, side) == path;
                   });
        });
    });
}

target::Field BodyMaker::CommonAt(const Held& held, const std::string& path) const {
    const auto* circle = GetCircles().At({held.side, held.entity->id, path});
    return circle == nullptr ? held.entity->FieldAt(path) : circle->common;
}

std::vector<std::string> BodyMaker::KinOf(const Held& held, const std::string& path) const {
    return GetCircles().KinOf({held.side, held.entity->id, path});
}

Json BodyMaker::FreshFor(const Held& held, const std::string& path, const std::string& tag,
                         int number, const Json& current) const {
    return Fit(held.entity->FieldAt(path),
               values_.Fresh(CommonAt(held, path), tag, number, current));
}

Json BodyMaker::Unmatched(const Held& held, const checklist::Pair* first) const {
    Json body = Json::object();
    for (const auto& [path, field] : held.entity->fields) {
        if (!field.generate.empty())
            Put(body, path, ValueMaker::Fill(field.generate, held.persona, held.tag));
    }
    int number = 100;  // numbers below are left to the steps of the case
    std::set<std::string> told;
    for (const checklist::Flow& flow : checklist_.flows) {
        if (EntityOn(flow, held.side) != held.entity->id) continue;
        for (const checklist::Property& property : catalogue::TravelledPairs(flow)) {
            const std::string& path = PathOn(property.pair, held.side);
            const target::Field field = held.entity->FieldAt(path);
            if (field.read_only || field.kind == target::FieldKind::kOpaque) continue;
            if (!catalogue::IsEvaluated(property)) continue;
            if (told.insert(path).second) {
                const Json value = values_.Fresh(CommonAt(held, path), held.tag, number++, nullptr);
                if (!value.is_null()) Put(body, path, Fit(field, value));
                Spread(body, held, path, {});
                for (const std::string& kin : KinOf(held, path)) told.insert(kin);
            }
        }
    }
    for (const auto& [path, value] :
         context_.GetDemands().On(held.side, held.entity->id, held.flow, first))
        Put(body, path, AsHeld(held.entity->FieldAt(path), value));
    return body;
}

std::vector<checklist::Property> BodyMaker::KeptInSync(const checklist::Flow& flow,
                                                       Keys keys) const {
    const auto pairs_of = [&](const checklist::Flow& one) {
        return keys == Keys::kWhatIsKeptInSync ? SyncedPairs(one) : one.properties;
    };
    std::vector<checklist::Property> pairs = pairs_of(flow);
    for (const checklist::Flow* twin : catalogue::TwinsOf(checklist_, flow))
        std::ranges::move(pairs_of(*twin), std::back_inserter(pairs));
    for (const checklist::Flow* mirror : catalogue::MirrorsOf(checklist_, flow)) {
        for (const checklist::Property& property : pairs_of(*mirror))
            pairs.push_back({{property.pair.target, property.pair.source, {}}, "N/A", false});
    }
    return pairs;
}

void BodyMaker::Match(Json& body, const Held& held, const Held& partner,
                      const checklist::MergeAlternative& alternative, Keys keys) const {
    const auto copy = [&](const checklist::Property& property) {
        const Json* theirs = Find(partner.record.fields, PathOn(property.pair, partner.side));
        if (theirs == nullptr || theirs->is_null()) return;
        const std::string& path = PathOn(property.pair, held.side);
        const target::Field field = held.entity->FieldAt(path);
        const target::Field from = partner.entity->FieldAt(PathOn(property.pair, partner.side));
        if (field.read_only || !catalogue::ShareValues(from, field, property.type)) return;
        if (auto value = Across(property, partner.side, *theirs))
            Put(body, path, Fit(field, *std::move(value)));
    };
    for (const auto& property : KeptInSync(*held.flow, keys)) {
        if (!property.pair.IsIncomplete()) copy(property);
    }
    for (const checklist::Pair& pair : alternative) {
        if (!pair.IsIncomplete()) copy({pair, "N/A", false});
    }
}

void BodyMaker::Spread(Json& body, const Held& held, const std::string& path,
                       const std::vector<std::string>& kept) const {
    const Json* found = Find(body, path);
    const Json value = found == nullptr ? Json() : *found;
    for (const std::string& kin : KinOf(held, path)) {
        if (std::ranges::find(kept, kin) != kept.end()) continue;
        if (value.is_null()) {
            Erase(body, kin);
        } else {
            Put(body, kin, AsHeld(held.entity->FieldAt(kin), value));
        }
    }
}

void BodyMaker::SpreadChanges(std::vector<system::Change>& changes, const Held& held) const {
    const std::vector<system::Change> asked = changes;
    for (const system::Change& change : asked) {
        for (const std::string& kin : KinOf(held, change.path)) {
            if (std::ranges::find(changes, kin, &system::Change::path) != changes.end()) continue;
            auto value = change.value;
            if (value) value = AsHeld(held.entity->FieldAt(kin), *std::move(value));
            changes.push_back({kin, std::move(value)});
        }
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
