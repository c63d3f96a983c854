#include "harness/catalogue/context.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>

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

std::string InWords(const Spot& spot) {
    return fmt::format("{} of {}", spot.path, spot.entity);
}

std::string OthersInWords(const Circles::Circle& circle, const Spot& spot) {
    std::string words;
    for (const Spot& other : circle.spots) {
        if (other != spot) words += (words.empty() ? "" : " and ") + InWords(other);
    }
    return words;
}

/// Why the row of the document itself cannot be checked.
std::optional<std::string> Unclear(const Property& property) {
    if (property.pair.IsIncomplete()) return "the document leaves one side of this row empty";
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

Property KeyOf(const Pair& pair) {
    return {.pair = pair, .type = "", .type_unreadable = false};
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

bool Context::ShareAnEntity(const Flow& a, const Flow& b) const {
    if (a.source == b.source || a.target == b.target) return true;
    const bool is_one_system = checklist_.source == checklist_.target;
    return is_one_system && (a.source == b.target || a.target == b.source);
}

bool Context::IsOfOneEntity(const Flow& flow) const {
    return checklist_.source == checklist_.target && flow.source == flow.target;
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
    if (IsOfOneEntity(flow)) {
        return fmt::format(
            "the flow {} joins {} with one another, and Plumb cannot tell which of "
            "them stands on which side",
            flow.id, NameOn(flow, Side::kSource));
    }
    const auto of_source = Contradiction(flow, Side::kSource);
    return of_source ? of_source : Contradiction(flow, Side::kTarget);
}

std::optional<std::string> Context::Contradiction(const Flow& flow, Side side) const {
    for (const Circles::Circle& circle : GetCircles().All()) {
        const auto is_ours = [&](const Spot& spot) {
            return spot.side == side && spot.entity == EntityIdOn(flow, side);
        };
        if (std::ranges::none_of(circle.spots, is_ours)) continue;
        for (const Spot& spot : circle.spots) {
            if (is_ours(spot) && FieldAt(checklist_, profiles_, spot).unique &&
                !IsUnique(circle.common.kind)) {
                return fmt::format(
                    "the document contradicts itself: {} takes each {} only once, but it is kept "
                    "equal to {}, and together they can hold too few values for that",
                    SystemOn(checklist_, side), InWords(spot), OthersInWords(circle, spot));
            }
            const auto other = std::ranges::find_if(circle.spots, [&](const Spot& one) {
                return !ShareValues(FieldAt(checklist_, profiles_, spot),
                                    FieldAt(checklist_, profiles_, one), "N/A");
            });
            if (other != circle.spots.end()) {
                return fmt::format(
                    "the document contradicts itself: {} is kept equal to {}, which have no value "
                    "in common",
                    InWords(spot), OthersInWords(circle, spot));
            }
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
    const auto* circle = GetCircles().At({Side::kSource, flow.source, property.pair.source});
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
    const auto* circle = GetCircles().At({side, EntityIdOn(flow, side), path});
    const target::Entity* entity = EntityOn(flow, side);
    if (circle != nullptr) return IsUnique(circle->common.kind);
    return entity == nullptr || IsUnique(entity->FieldAt(path).kind);
}

bool Context::HoldTheSame(const Flow& flow, const Property& a, const Property& b) const {
    if (a.pair.source == b.pair.source || a.pair.target == b.pair.target) return true;
    const auto* circle = GetCircles().At({Side::kSource, flow.source, a.pair.source});
    return circle != nullptr &&
           circle == GetCircles().At({Side::kSource, flow.source, b.pair.source});
}

bool Context::MayBeShared(const Flow& flow, const Property& property) const {
    const auto* circle = GetCircles().At({Side::kSource, flow.source, property.pair.source});
    return circle != nullptr && std::ranges::none_of(circle->spots, [this](const Spot& spot) {
               return FieldAt(checklist_, profiles_, spot).unique || IsMergeKey(spot);
           });
}

bool Context::IsMergeKey(const Spot& spot) const {
    return std::ranges::any_of(checklist_.flows, [&](const Flow& flow) {
        return EntityIdOn(flow, spot.side) == spot.entity &&
               std::ranges::any_of(flow.merge_when_any, [&](const auto& alternative) {
                   return std::ranges::any_of(alternative, [&](const Pair& pair) {
                       return PathOn(pair, spot.side) == spot.path;
                   });
               });
    });
}

checklist::MergeAlternative Context::LinkingAlternative(const Flow& flow) const {
    for (const checklist::MergeAlternative& alternative : CompleteAlternatives(flow)) {
        const bool is_testable = std::ranges::none_of(alternative, [&](const Pair& pair) {
            return Untestable(flow, KeyOf(pair)).has_value();
        });
        if (is_testable) return alternative;
    }
    return {};
}

bool Context::NeverHolds(const Flow& flow, const Pair& pair) const {
    return demands_.Unmeetable(flow, pair) ||
           !ShareValues(FieldOn(flow, Side::kSource, pair), FieldOn(flow, Side::kTarget, pair), "");
}

bool Context::IsFilledAlike(const Flow& flow, const Pair& pair) const {
    return std::ranges::any_of(std::array{Side::kSource, Side::kTarget}, [&](Side side) {
        const target::Entity* entity = EntityOn(flow, side);
        const target::Field field = FieldOn(flow, side, pair);
        const bool is_id = entity != nullptr && entity->id_path == PathOn(pair, side);
        return field.read_only && !is_id && IsTextual(field.kind);
    });
}

bool Context::IsFixed(const Flow& flow, const Pair& pair) const {
    return demands_.Fixes({Side::kSource, flow.source, pair.source}) ||
           demands_.Fixes({Side::kTarget, flow.target, pair.target});
}

bool Context::IsOwnInverse(const Flow& flow, const Property& property) const {
    return catalogue::IsOwnInverse(FieldOn(flow, Side::kSource, property.pair),
                                   FieldOn(flow, Side::kTarget, property.pair), property.type);
}

std::optional<std::string> Context::Untestable(const Flow& flow, const Property& property) const {
    if (auto unclear = Unclear(property)) return unclear;
    if (auto unmet = demands_.Unmeetable(flow, property.pair)) return unmet;
    if (auto against = demands_.AgainstTheKeys(flow, property.pair)) return against;
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
    if (!ShareValues(FieldOn(flow, Side::kSource, property.pair),
                     FieldOn(flow, Side::kTarget, property.pair), property.type)) {
        return fmt::format(
            "{} and {} have no value in common{}", property.pair.source, property.pair.target,
            property.type.empty() ? "" : " that the type lets through: " + property.type);
    }
    const target::Field common = CommonFieldOf(flow, property);
    const auto* circle = GetCircles().At({Side::kSource, flow.source, property.pair.source});
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
