#include "harness/catalogue/context.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/catalogue/kind.h"
#include "harness/scenario/property_type.h"

namespace plumb::catalogue {

namespace {

using checklist::Flow;
using checklist::Pair;
using checklist::Property;

const std::string& SystemOn(const checklist::Checklist& checklist, Side side) {
    return side == Side::kSource ? checklist.source : checklist.target;
}

/// Why the row of the document itself cannot be checked.
std::optional<std::string> Unclear(const Property& property) {
    if (property.pair.IsIncomplete()) return "the document leaves one side of this row empty";
    for (const checklist::Condition& condition : property.pair.only_if) {
        if (condition.path.empty() || condition.value.empty()) {
            return "the document leaves a condition of this row empty";
        }
    }
    if (property.type_unreadable) {
        return "type not evaluated: the document's data type is unreadable: " + property.type;
    }
    if (!scenario::PropertyType::Parse(property.type).IsEvaluated()) {
        return "type not evaluated: " + property.type;
    }
    return std::nullopt;
}

}  // namespace

const std::string& PathOn(const Pair& pair, Side side) {
    return side == Side::kSource ? pair.source : pair.target;
}

const std::string& EntityIdOn(const Flow& flow, Side side) {
    return side == Side::kSource ? flow.source : flow.target;
}

Side OtherSide(Side side) {
    return side == Side::kSource ? Side::kTarget : Side::kSource;
}

std::string_view RuleName(const Flow& flow) {
    if (!flow.create) return "none";
    constexpr std::string_view kNames[] = {"never", "always", "when-connected", "when"};
    return kNames[flow.create->index()];
}

std::vector<checklist::MergeAlternative> CompleteAlternatives(const Flow& flow) {
    std::vector<checklist::MergeAlternative> complete;
    for (const checklist::MergeAlternative& alternative : flow.merge_when_any) {
        const bool incomplete = std::any_of(alternative.begin(), alternative.end(),
                                            [](const Pair& pair) { return pair.IsIncomplete(); });
        if (!incomplete && !alternative.empty()) complete.push_back(alternative);
    }
    return complete;
}

std::vector<Property> PairsOf(const Flow& flow) {
    Flow with_keys = flow;
    with_keys.when_no_properties = checklist::WhenNoProperties::kMergeKeys;
    return SyncedPairs(with_keys);
}

const target::Profile* Context::ProfileOn(Side side) const {
    const std::string& id = SystemOn(checklist_, side);
    for (const target::Profile& profile : profiles_) {
        if (profile.id == id) return &profile;
    }
    return nullptr;
}

const target::Entity* Context::EntityOn(const Flow& flow, Side side) const {
    const target::Profile* profile = ProfileOn(side);
    return profile == nullptr ? nullptr : profile->FindEntity(EntityIdOn(flow, side));
}

std::string Context::NameOn(const Flow& flow, Side side) const {
    const target::Profile* profile = ProfileOn(side);
    return fmt::format("{} {}", profile == nullptr ? SystemOn(checklist_, side) : profile->title,
                       EntityIdOn(flow, side));
}

std::string Context::KeyOn(const Flow& flow, Side side) const {
    return fmt::format("{}.{}", SystemOn(checklist_, side), EntityIdOn(flow, side));
}

const target::Entity* Context::EntityNamed(const std::string& key) const {
    const std::size_t dot = key.find('.');
    const auto profile =
        std::ranges::find(profiles_, std::string_view(key).substr(0, dot), &target::Profile::id);
    return profile == profiles_.end() || dot == std::string::npos
               ? nullptr
               : profile->FindEntity(key.substr(dot + 1));
}

std::optional<std::string> Context::Unknown(const Flow& flow) const {
    for (const Side side : {Side::kSource, Side::kTarget}) {
        const std::string& system = SystemOn(checklist_, side);
        if (ProfileOn(side) == nullptr) {
            return fmt::format("no profile describes the system {}: add specs/systems/{}.yaml",
                               system, system);
        }
        if (EntityOn(flow, side) == nullptr) {
            return fmt::format(
                "the profile of {} has no entity {}: add it to specs/systems/{}.yaml", system,
                EntityIdOn(flow, side), system);
        }
    }
    return std::nullopt;
}

target::Field Context::FieldOn(const Flow& flow, Side side, const Pair& pair) const {
    const target::Entity* entity = EntityOn(flow, side);
    return entity == nullptr ? target::Field{} : entity->FieldAt(PathOn(pair, side));
}

target::Field Context::CommonFieldOf(const Flow& flow, const Property& property) const {
    target::Field common = CommonField(FieldOn(flow, Side::kSource, property.pair),
                                       FieldOn(flow, Side::kTarget, property.pair), property.type);
    const auto* circle = circles_.At({Side::kSource, flow.source, property.pair.source});
    if (circle == nullptr) return common;
    common.max_length = std::min(common.max_length, circle->common.max_length);
    // Texts of the stricter kind fit wherever the value comes to stand.
    if (IsTextual(common.kind) && IsTextual(circle->common.kind)) {
        common.kind = circle->common.kind;
        common.choices = circle->common.choices;
    }
    return common;
}

bool Context::IsNamed(const std::string& entity, const std::string& path) const {
    const auto names = [&](const Flow& flow, const Pair& pair) {
        return (flow.source == entity && pair.source == path) ||
               (flow.target == entity && pair.target == path);
    };
    return std::ranges::any_of(checklist_.flows, [&](const Flow& flow) {
        const auto in_row = [&](const Property& row) { return names(flow, row.pair); };
        const auto in_key = [&](const Pair& pair) { return names(flow, pair); };
        return std::ranges::any_of(flow.properties, in_row) ||
               std::ranges::any_of(flow.merge_when_any, [&](const auto& alternative) {
                   return std::ranges::any_of(alternative, in_key);
               });
    });
}

bool Context::TellsRecordsApart(const Flow& flow, Side side, const std::string& path) const {
    const auto* circle = circles_.At({side, EntityIdOn(flow, side), path});
    const target::Entity* entity = EntityOn(flow, side);
    if (circle != nullptr) return IsUnique(circle->common.kind);
    return entity == nullptr || IsUnique(entity->FieldAt(path).kind);
}

bool Context::IsOwnInverse(const Flow& flow, const Property& property) const {
    return catalogue::IsOwnInverse(FieldOn(flow, Side::kSource, property.pair),
                                   FieldOn(flow, Side::kTarget, property.pair), property.type);
}

std::optional<std::string> Context::Untestable(const Flow& flow, const Property& property) const {
    if (auto unclear = Unclear(property)) return unclear;
    for (const Side side : {Side::kSource, Side::kTarget}) {
        const target::Field field = FieldOn(flow, side, property.pair);
        const std::string& path = PathOn(property.pair, side);
        if (field.kind == target::FieldKind::kOpaque) {
            return path + " holds an object or a list, which Plumb does not write";
        }
        if (field.read_only || field.managed) {
            return fmt::format("{} is kept by {} itself: nobody can edit it", path,
                               SystemOn(checklist_, side));
        }
    }
    const target::Field common = CommonFieldOf(flow, property);
    const auto* circle = circles_.At({Side::kSource, flow.source, property.pair.source});
    if (circle != nullptr && circle->common.kind != common.kind) {
        return fmt::format(
            "{} or {} also stands in other rows, with properties that take other values",
            property.pair.source, property.pair.target);
    }
    if (common.kind == target::FieldKind::kChoice && common.choices.size() < 2) {
        return fmt::format("{} and {} do not share two values that could be told apart",
                           property.pair.source, property.pair.target);
    }
    return std::nullopt;
}

}  // namespace plumb::catalogue
