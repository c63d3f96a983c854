#include "harness/catalogue/kind.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>

#include "harness/scenario/property_type.h"

namespace plumb::catalogue {

namespace {

using scenario::PropertyType;
using target::Field;
using target::FieldKind;

/// From the kind that takes most values to the one that takes fewest.
constexpr std::array kByStrictness{FieldKind::kText,    FieldKind::kUrl,     FieldKind::kWord,
                                   FieldKind::kPhone,   FieldKind::kDecimal, FieldKind::kDate,
                                   FieldKind::kInteger, FieldKind::kEmail,   FieldKind::kCountry,
                                   FieldKind::kBoolean, FieldKind::kChoice,  FieldKind::kOpaque};

FieldKind Stricter(FieldKind a, FieldKind b) {
    const auto rank = [](FieldKind kind) {
        return std::find(kByStrictness.begin(), kByStrictness.end(), kind);
    };
    return rank(a) < rank(b) ? b : a;
}

/// The values that a cast lets through.
FieldKind KindOf(PropertyType::Cast cast) {
    switch (cast) {
        case PropertyType::Cast::kInteger:
            return FieldKind::kInteger;
        case PropertyType::Cast::kFloat:
        case PropertyType::Cast::kDecimal:
            return FieldKind::kDecimal;
        case PropertyType::Cast::kBoolean:
            return FieldKind::kBoolean;
        default:
            return FieldKind::kText;
    }
}

/// Kinds of which no two have a value in common, but for numbers.
bool TakesOnlyItsOwn(FieldKind kind) {
    return kind == FieldKind::kEmail || kind == FieldKind::kCountry || kind == FieldKind::kDate ||
           kind == FieldKind::kBoolean || kind == FieldKind::kDecimal || kind == FieldKind::kChoice;
}

std::vector<std::string> CommonChoices(const Field& source, const Field& target) {
    if (source.choices.empty() || target.choices.empty()) {
        return source.choices.empty() ? target.choices : source.choices;
    }
    const std::set<std::string> theirs(target.choices.begin(), target.choices.end());
    std::vector<std::string> common;
    std::copy_if(source.choices.begin(), source.choices.end(), std::back_inserter(common),
                 [&](const std::string& choice) { return theirs.contains(choice); });
    return common;
}

}  // namespace

Field CommonField(const Field& source, const Field& target, std::string_view type) {
    Field common;
    common.kind =
        Stricter(Stricter(source.kind, target.kind), KindOf(PropertyType::Parse(type).GetCast()));
    common.max_length = std::min(source.max_length, target.max_length);
    common.choices = CommonChoices(source, target);
    common.managed = source.managed || target.managed;
    common.read_only = source.read_only || target.read_only;
    return common;
}

bool ShareValues(const Field& source, const Field& target, std::string_view type) {
    const std::array kinds{source.kind, target.kind, KindOf(PropertyType::Parse(type).GetCast())};
    std::set<FieldKind> strict;
    for (const FieldKind kind : kinds) {
        if (kind == FieldKind::kInteger)
            strict.insert(FieldKind::kDecimal);
        else if (TakesOnlyItsOwn(kind))
            strict.insert(kind);
    }
    return strict.size() < 2;
}

bool IsOwnInverse(const Field& source, const Field& target, std::string_view type) {
    switch (PropertyType::Parse(type).GetCast()) {
        case PropertyType::Cast::kNone:
            return source.kind == target.kind || (IsTextual(source.kind) && IsTextual(target.kind));
        case PropertyType::Cast::kString:
            return IsTextual(source.kind) && IsTextual(target.kind);
        case PropertyType::Cast::kInteger:
            return source.kind == FieldKind::kInteger && target.kind == FieldKind::kInteger;
        case PropertyType::Cast::kFloat:
        case PropertyType::Cast::kDecimal:
            return source.kind == FieldKind::kDecimal && target.kind == FieldKind::kDecimal;
        case PropertyType::Cast::kBoolean:
            return source.kind == FieldKind::kBoolean && target.kind == FieldKind::kBoolean;
        case PropertyType::Cast::kList:
        case PropertyType::Cast::kOther:
            return false;
    }
    return false;
}

bool IsUnique(FieldKind kind) {
    return kind == FieldKind::kText || kind == FieldKind::kWord || kind == FieldKind::kEmail ||
           kind == FieldKind::kUrl || kind == FieldKind::kInteger || kind == FieldKind::kPhone;
}

bool IsTextual(FieldKind kind) {
    return kind != FieldKind::kInteger && kind != FieldKind::kDecimal &&
           kind != FieldKind::kBoolean && kind != FieldKind::kOpaque;
}

std::string_view TableName(FieldKind kind) {
    switch (kind) {
        case FieldKind::kText:
            return "texts";
        case FieldKind::kWord:
            return "words";
        case FieldKind::kEmail:
            return "emails";
        case FieldKind::kPhone:
            return "phones";
        case FieldKind::kInteger:
            return "integers";
        case FieldKind::kDecimal:
            return "decimals";
        case FieldKind::kBoolean:
            return "booleans";
        case FieldKind::kDate:
            return "dates";
        case FieldKind::kCountry:
            return "countries";
        case FieldKind::kUrl:
            return "urls";
        case FieldKind::kChoice:
            return "choices";
        case FieldKind::kOpaque:
            return "";
    }
    return "";
}

}  // namespace plumb::catalogue
