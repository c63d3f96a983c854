#include "harness/catalogue/demands.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/json_path.h"

namespace plumb::catalogue {

namespace {

using checklist::Condition;
using checklist::Flow;
using checklist::Pair;
using checklist::Side;
using target::FieldKind;

constexpr std::size_t kDateLength = 10;

bool IsSpelt(const std::string& text, bool is_flag) {
    const auto spelt = ParseJson(text);
    return is_flag ? spelt.is_boolean() : spelt.is_number();
}

bool HasBlank(const std::string& text) {
    return text.find_first_of(" \t") != std::string::npos;
}

/// Whether a field takes this text, as far as its kind tells.
bool Takes(const target::Field& field, const std::string& text) {
    if (field.read_only || field.managed || text.size() > field.max_length) return false;
    switch (field.kind) {
        case FieldKind::kText:
            return true;
        case FieldKind::kWord:
        case FieldKind::kUrl:
            return !HasBlank(text);
        case FieldKind::kEmail:
            return !HasBlank(text) && text.find('@') != std::string::npos;
        case FieldKind::kPhone:
            return text.find_first_not_of("+0123456789 ") == std::string::npos;
        case FieldKind::kInteger:
        case FieldKind::kDecimal:
            return IsSpelt(text, false);
        case FieldKind::kBoolean:
            return IsSpelt(text, true);
        case FieldKind::kDate:
            return text.size() == kDateLength && text[4] == '-' && text[7] == '-';
        case FieldKind::kCountry:
            return text.size() == 2 &&
                   std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
        case FieldKind::kChoice:
            return std::ranges::find(field.choices, text) != field.choices.end();
        case FieldKind::kOpaque:
            return false;
    }
    return false;
}

Spot SpotOf(const Flow& flow, const Condition& condition) {
    return {condition.side, condition.side == Side::kSource ? flow.source : flow.target,
            condition.path};
}

bool SaysNothing(const Condition& condition) {
    return condition.path.empty() || condition.value.empty();
}

/// The pairs of a flow that carry conditions, merge keys first.
std::vector<const Pair*> ConditionalPairs(const Flow& flow) {
    std::vector<const Pair*> pairs;
    const auto add = [&](const Pair& pair) {
        if (!pair.IsIncomplete() && !pair.only_if.empty()) pairs.push_back(&pair);
    };
    for (const auto& alternative : flow.merge_when_any) std::ranges::for_each(alternative, add);
    for (const checklist::Property& property : flow.properties) {
        if (IsEvaluated(property)) add(property.pair);
    }
    return pairs;
}

}  // namespace

std::vector<Spot> Demands::ReachedFrom(const Spot& spot) const {
    const Circles::Circle* circle = circles_.At(spot);
    return circle == nullptr ? std::vector<Spot>{spot} : circle->spots;
}

std::optional<std::string> Demands::Unmeetable(const Flow& flow, const Pair& pair) const {
    std::map<Spot, std::string> values;
    for (const Condition& condition : pair.only_if) {
        if (SaysNothing(condition)) return "the document leaves a condition of this row empty";
        for (const Spot& spot : ReachedFrom(SpotOf(flow, condition))) {
            if (!Takes(FieldAt(*checklist_, *profiles_, spot), condition.value)) {
                return fmt::format(
                    "a condition of this row asks for {} in {}, where nobody can "
                    "enter that",
                    condition.value, spot.path);
            }
            const auto [known, is_new] = values.try_emplace(spot, condition.value);
            if (!is_new && known->second != condition.value) {
                return fmt::format("the conditions of this row ask for {} and for {} in {}",
                                   known->second, condition.value, spot.path);
            }
        }
    }
    for (const Spot& spot : {Spot{Side::kSource, flow.source, pair.source},
                             Spot{Side::kTarget, flow.target, pair.target}}) {
        if (const auto fixed = values.find(spot); fixed != values.end()) {
            return fmt::format(
                "this row only holds while {} is {}, so no edit of it can be "
                "synchronized",
                spot.path, fixed->second);
        }
    }
    return std::nullopt;
}

std::optional<std::string> Demands::AgainstTheKeys(const Flow& flow, const Pair& pair) const {
    std::map<Spot, std::string> own, keys;
    Add(flow, pair, own);
    for (const auto& alternative : flow.merge_when_any) {
        if (std::ranges::find(alternative, pair) != alternative.end()) return std::nullopt;
        for (const Pair& key : alternative) Add(flow, key, keys);
    }
    for (const auto& [spot, value] : own) {
        const auto other = keys.find(spot);
        if (other == keys.end() || other->second == value) continue;
        return fmt::format(
            "a condition of this row asks for {} in {}, and one of the merge rule "
            "for {}",
            value, spot.path, other->second);
    }
    return std::nullopt;
}

void Demands::Add(const Flow& flow, const Pair& pair, std::map<Spot, std::string>& values) const {
    if (pair.IsIncomplete() || Unmeetable(flow, pair)) return;
    for (const Condition& condition : pair.only_if) {
        for (const Spot& spot : ReachedFrom(SpotOf(flow, condition)))
            values.try_emplace(spot, condition.value);
    }
}

bool Demands::Fixes(const Spot& spot) const {
    std::map<Spot, std::string> values;
    for (const Flow& flow : checklist_->flows) {
        for (const Pair* pair : ConditionalPairs(flow)) Add(flow, *pair, values);
    }
    return values.contains(spot);
}

Demands::Values Demands::On(Side side, const std::string& entity, const Flow* flow,
                            const Pair* first) const {
    std::map<Spot, std::string> values;
    if (flow != nullptr && first != nullptr) Add(*flow, *first, values);
    for (const Flow& other : checklist_->flows) {
        for (const Pair* pair : ConditionalPairs(other)) Add(other, *pair, values);
    }
    Values here;
    for (const auto& [spot, value] : values) {
        if (spot.side == side && spot.entity == entity) here.emplace(spot.path, value);
    }
    return here;
}

}  // namespace plumb::catalogue
