#include <algorithm>
#include <compare>
#include <forward_list>
#include <string>

#include "harness/base/text.h"
#include "mocks/poweroffice/odata_filter.h"

namespace plumb::mocks::poweroffice::odata {

namespace {

std::string_view TextOf(const Value& value) {
    const auto* text = std::get_if<std::string_view>(&value);
    return text == nullptr ? std::string_view() : *text;
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

/// The operands of one comparison; owns the texts that functions make.
class Operands final {
  public:
    explicit Operands(const Lookup& lookup) : lookup_(lookup) {}

    Value Evaluate(const Expression& operand) {
        switch (operand.op) {
            case Op::kLiteral:
                return operand.text ? Value(std::string_view(*operand.text)) : operand.literal;
            case Op::kProperty:
                return lookup_(operand.property);
            case Op::kToLower: {
                const Value text = Evaluate(operand.children[0]);
                if (IsNull(text)) return text;
                return std::string_view(made_.emplace_front(ToLower(TextOf(text))));
            }
            case Op::kStartsWith: {
                const Value text = Evaluate(operand.children[0]);
                const Value start = Evaluate(operand.children[1]);
                return !IsNull(text) && !IsNull(start) && TextOf(text).starts_with(TextOf(start));
            }
            default:
                return {};
        }
    }

  private:
    const Lookup& lookup_;
    std::forward_list<std::string> made_;
};

bool Holds(Op op, std::partial_ordering order) {
    switch (op) {
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

bool Compares(const Expression& comparison, const Lookup& lookup) {
    Operands operands(lookup);
    const Value a = operands.Evaluate(comparison.children[0]);
    const Value b = operands.Evaluate(comparison.children[1]);
    if (IsNull(a) || IsNull(b)) {
        const bool both = IsNull(a) && IsNull(b);
        return comparison.op == Op::kEq ? both : comparison.op == Op::kNe && !both;
    }
    return Holds(comparison.op, Compare(a, b));
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

/// Of "property eq literal", also of "tolower(property) eq literal"; null is nobody's key.
std::optional<Value> ValueFor(const Expression& left, const Expression& right,
                              std::size_t property) {
    const Expression& named = left.op == Op::kToLower ? left.children[0] : left;
    if (named.op != Op::kProperty || named.property != property || right.op != Op::kLiteral)
        return std::nullopt;
    if (right.text) return Value(std::string_view(*right.text));
    return IsNull(right.literal) ? std::nullopt : std::optional(right.literal);
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

std::optional<std::vector<Value>> EqualTo(const Expression& filter, std::size_t property) {
    if (filter.op == Op::kEq) {
        auto value = ValueFor(filter.children[0], filter.children[1], property);
        if (!value) value = ValueFor(filter.children[1], filter.children[0], property);
        return value ? std::optional(std::vector{*value}) : std::nullopt;
    }
    if (filter.op != Op::kAnd && filter.op != Op::kOr) return std::nullopt;
    std::vector<Value> all;
    for (const Expression& child : filter.children) {
        auto values = EqualTo(child, property);
        if (values && filter.op == Op::kAnd) return values;
        if (!values && filter.op == Op::kOr) return std::nullopt;
        if (values) all.insert(all.end(), values->begin(), values->end());
    }
    return filter.op == Op::kOr ? std::optional(std::move(all)) : std::nullopt;
}

bool IsLess(const Value& a, const Value& b) {
    if (IsNull(a) || IsNull(b)) return IsNull(a) && !IsNull(b);
    return Compare(a, b) < 0;
}

}  // namespace plumb::mocks::poweroffice::odata
