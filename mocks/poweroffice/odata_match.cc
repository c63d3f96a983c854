#include <algorithm>
#include <compare>

#include "harness/base/text.h"
#include "mocks/poweroffice/odata_filter.h"

namespace plumb::mocks::poweroffice::odata {

namespace {

const std::string& TextOf(const Value& value) {
    static const std::string kEmpty;
    const auto* text = std::get_if<std::string>(&value);
    return text == nullptr ? kEmpty : *text;
}

bool IsNull(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}

double NumberOf(const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        return static_cast<double>(*integer);
    }
    const auto* number = std::get_if<double>(&value);
    return number == nullptr ? 0.0 : *number;
}

/// Of two values of types that ReadFilter found comparable; neither is null.
std::partial_ordering Compare(const Value& a, const Value& b) {
    if (a.index() != b.index()) return NumberOf(a) <=> NumberOf(b);
    return a <=> b;
}

Value Evaluate(const Expression& operand, const Lookup& lookup) {
    switch (operand.op) {
        case Op::kLiteral:
            return operand.literal;
        case Op::kProperty:
            return lookup(operand.property);
        case Op::kToLower: {
            const Value text = Evaluate(operand.children[0], lookup);
            if (IsNull(text)) return text;
            return ToLower(TextOf(text));
        }
        case Op::kStartsWith: {
            const Value text = Evaluate(operand.children[0], lookup);
            const Value start = Evaluate(operand.children[1], lookup);
            return !IsNull(text) && !IsNull(start) && TextOf(text).starts_with(TextOf(start));
        }
        default:
            return {};
    }
}

bool Compares(const Expression& comparison, const Lookup& lookup) {
    const Value a = Evaluate(comparison.children[0], lookup);
    const Value b = Evaluate(comparison.children[1], lookup);
    if (IsNull(a) || IsNull(b)) {
        const bool both = IsNull(a) && IsNull(b);
        return comparison.op == Op::kEq ? both : comparison.op == Op::kNe && !both;
    }
    const std::partial_ordering order = Compare(a, b);
    switch (comparison.op) {
        case Op::kEq:
            return order == 0;
        case Op::kNe:
            return order != 0;
        case Op::kGt:
            return order > 0;
        case Op::kGe:
            return order >= 0;
        case Op::kLt:
            return order < 0;
        case Op::kLe:
            return order <= 0;
        default:
            return false;
    }
}

std::optional<Stamp> BoundOf(const Expression& comparison, std::size_t property) {
    const Expression& left = comparison.children[0];
    const Expression& right = comparison.children[1];
    const bool from_below = comparison.op == Op::kGe || comparison.op == Op::kGt;
    const auto* moment = std::get_if<Moment>(&right.literal);
    if (!from_below || left.op != Op::kProperty || left.property != property || moment == nullptr) {
        return std::nullopt;
    }
    return moment->at;
}

}  // namespace

bool Matches(const Expression& filter, const Lookup& lookup) {
    const auto matches = [&](const Expression& child) { return Matches(child, lookup); };
    switch (filter.op) {
        case Op::kOr:
            return std::any_of(filter.children.begin(), filter.children.end(), matches);
        case Op::kAnd:
            return std::all_of(filter.children.begin(), filter.children.end(), matches);
        case Op::kNot:
            return !matches(filter.children[0]);
        default:
            return Compares(filter, lookup);
    }
}

std::optional<Stamp> LowerBound(const Expression& filter, std::size_t property) {
    if (filter.op == Op::kAnd) {
        std::optional<Stamp> bound;
        for (const Expression& child : filter.children) {
            const auto own = LowerBound(child, property);
            if (own && (!bound || *own > *bound)) bound = own;
        }
        return bound;
    }
    const bool comparison =
        filter.children.size() == 2 && filter.op != Op::kOr && filter.op != Op::kStartsWith;
    return comparison ? BoundOf(filter, property) : std::nullopt;
}

bool IsLess(const Value& a, const Value& b) {
    if (IsNull(a) || IsNull(b)) return IsNull(a) && !IsNull(b);
    return Compare(a, b) < 0;
}

}  // namespace plumb::mocks::poweroffice::odata
