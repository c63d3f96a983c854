#include "harness/scenario/property_type.h"

#include <array>
#include <cmath>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/scenario/number_text.h"

namespace plumb::scenario {

namespace {

using nlohmann::json;
using Cast = PropertyType::Cast;

constexpr std::array<std::pair<std::string_view, Cast>, 6> kCasts{{
    {"string", Cast::kString},
    {"integer", Cast::kInteger},
    {"float", Cast::kFloat},
    {"decimal", Cast::kDecimal},
    {"boolean", Cast::kBoolean},
    {"list", Cast::kList},
}};

Cast CastNamed(std::string_view name) {
    for (const auto& [word, cast] : kCasts) {
        if (word == name) return cast;
    }
    return Cast::kOther;
}

/// Adds the casts of `["integer", ["decimal", "_."]]`, innermost first; false for all else.
bool CollectCasts(const json& expression, std::vector<Cast>& casts) {
    if (!expression.is_array() || expression.size() != 2 || !expression[0].is_string()) {
        return false;
    }
    const Cast cast = CastNamed(expression[0].get_ref<const std::string&>());
    if (cast == Cast::kOther) return false;
    if (expression[1] != "_." && !CollectCasts(expression[1], casts)) return false;
    casts.push_back(cast);
    return true;
}

std::optional<json> ToText(const json& value) {
    if (value.is_string()) return value;
    return json(Dump(value));
}

std::optional<json> ToInteger(const json& value) {
    if (value.is_number_integer()) return value;
    if (value.is_string()) return IntegerFromText(value.get_ref<const std::string&>());
    if (!value.is_number_float()) return std::nullopt;
    const double whole = std::trunc(value.get<double>());
    // The largest double below 2^63; beyond it the conversion is undefined.
    constexpr double kLimit = 9223372036854774784.0;
    if (!(whole >= -kLimit && whole <= kLimit)) return std::nullopt;
    return json(static_cast<std::int64_t>(whole));
}

std::optional<json> ToDecimal(const json& value) {
    if (value.is_number()) return value;
    if (value.is_string()) return DecimalFromText(value.get_ref<const std::string&>());
    return std::nullopt;
}

std::optional<json> ToFloat(const json& value) {
    if (value.is_number()) return json(value.get<double>());
    if (!value.is_string()) return std::nullopt;
    const std::optional<double> number = FloatFromText(value.get_ref<const std::string&>());
    if (!number) return std::nullopt;
    return json(*number);
}

std::optional<json> ToBoolean(const json& value) {
    if (value.is_boolean()) return value;
    if (!value.is_string()) return std::nullopt;
    const std::string word = ToLower(value.get_ref<const std::string&>());
    if (word == "true") return json(true);
    if (word == "false") return json(false);
    return std::nullopt;
}

std::optional<json> Apply(Cast cast, const json& value);

/// Casts map over lists and drop the elements that cannot be cast.
json MapOver(Cast cast, const json& list) {
    json mapped = json::array();
    for (const json& item : list) {
        if (std::optional<json> element = Apply(cast, item)) mapped.push_back(std::move(*element));
    }
    return mapped;
}

std::optional<json> Apply(Cast cast, const json& value) {
    if (value.is_null() || cast == Cast::kNone) return value;
    if (cast == Cast::kList) return json::array({value});
    if (cast == Cast::kString) return ToText(value);
    if (value.is_array()) return MapOver(cast, value);
    switch (cast) {
        case Cast::kInteger:
            return ToInteger(value);
        case Cast::kDecimal:
            return ToDecimal(value);
        case Cast::kFloat:
            return ToFloat(value);
        case Cast::kBoolean:
            return ToBoolean(value);
        default:
            return std::nullopt;
    }
}

}  // namespace

PropertyType PropertyType::Parse(std::string_view text) {
    PropertyType type;
    text = Trim(text);
    if (text.empty() || text == "N/A") {
        type.cast_ = Cast::kNone;
        return type;
    }
    const json expression = ParseJson(text);
    // A checklist written by hand may leave out the quotes of a bare cast.
    if (expression.is_discarded()) {
        type.cast_ = CastNamed(text);
    } else if (expression.is_string()) {
        type.cast_ = CastNamed(expression.get_ref<const std::string&>());
    } else if (CollectCasts(expression, type.before_)) {
        type.cast_ = type.before_.back();
        type.before_.pop_back();
    } else {
        type.before_.clear();
    }
    return type;
}

std::optional<json> PropertyType::ToTarget(const json& source) const {
    if (!IsEvaluated()) return std::nullopt;
    std::optional<json> value = source;
    for (const Cast cast : before_) {
        value = Apply(cast, *value);
        if (!value) return std::nullopt;
    }
    return Apply(cast_, *value);
}

}  // namespace plumb::scenario
