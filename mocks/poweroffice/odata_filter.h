#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "mocks/poweroffice/refusal.h"
#include "mocks/poweroffice/stamp.h"

namespace plumb::mocks::poweroffice::odata {

/// The type of a value in a filter. A literal may also be null.
enum class Type { kText, kInteger, kNumber, kBoolean, kDate, kMoment, kNull };

struct Date {
    Stamp at = 0;  ///< midnight
    auto operator<=>(const Date&) const = default;
};
struct Moment {
    Stamp at = 0;
    auto operator<=>(const Moment&) const = default;
};
/// Texts are not owned: they belong to a record or to a filter.
using Value =
    std::variant<std::monostate, std::string_view, std::int64_t, double, bool, Date, Moment>;

/// A member that filters and $orderby may name, PascalCase.
struct Property {
    std::string name;
    Type type = Type::kText;
};

enum class Op {
    kOr,
    kAnd,
    kNot,  // over conditions
    kEq,
    kNe,
    kGt,
    kGe,
    kLt,
    kLe,  // over two operands
    kToLower,
    kStartsWith,  // over operands
    kProperty,
    kLiteral,
};

/// One node of a filter that was read; only ever made by ReadFilter.
struct Expression {
    Op op = Op::kLiteral;
    std::vector<Expression> children{};
    std::size_t property = 0;           ///< index into the properties given to ReadFilter
    Value literal{};                    ///< that is not a text
    std::optional<std::string> text{};  ///< a literal that is one
};

/// Reads the value of $filter as version 1 understands it (facts B4): comparisons in parentheses,
/// eq ne gt ge lt le, and or not, tolower(), startswith() compared with true or false, DateTime'…'
/// for dates and DateTimeOffset'…' for moments. Property names and operators are case-sensitive,
/// the two keywords are not. Bounded in length and depth; a refusal names the character, counted
/// from 1.
Answer<Expression> ReadFilter(std::string_view filter, const std::vector<Property>& properties);

/// The value of the property with this index in the record at hand.
using Lookup = std::function<Value(std::size_t property)>;

/// Comparisons are case-sensitive (facts B4). A null equals only null and is neither more nor less
/// than anything.
bool Matches(const Expression& filter, const Lookup& lookup);

/// The earliest moment of this property that a record can have and still match, when the filter
/// says so at its top; it lets a reader begin in an index.
std::optional<Stamp> LowerBound(const Expression& filter, std::size_t property);

/// The values of which a property must equal one in every record that matches, texts apart from
/// their letter case; nothing when the filter does not say. It lets a reader begin in an index.
/// Points into the filter.
std::optional<std::vector<Value>> EqualTo(const Expression& filter, std::size_t property);

struct Order {
    std::size_t property = 0;
    bool descending = false;
};

/// Reads the value of $orderby: "LastName asc,Id desc".
Answer<std::vector<Order>> ReadOrder(std::string_view text,
                                     const std::vector<Property>& properties);

/// Three-way order of two values of one property; null comes first.
bool IsLess(const Value& a, const Value& b);

}  // namespace plumb::mocks::poweroffice::odata
