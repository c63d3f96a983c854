#include "mocks/sesam/mapping.h"

#include <cstdlib>
#include <map>
#include <string>

#include "harness/base/text.h"

namespace plumb::mocks::sesam {

namespace {

std::optional<Mapping::Cast> CastNamed(const std::string& name) {
    using Cast = Mapping::Cast;
    static const std::map<std::string, Cast> casts = {
        {"string", Cast::kString},   {"integer", Cast::kInteger}, {"float", Cast::kFloat},
        {"decimal", Cast::kDecimal}, {"boolean", Cast::kBoolean}, {"list", Cast::kList}};
    const auto found = casts.find(name);
    if (found == casts.end()) return std::nullopt;
    return found->second;
}

std::optional<Json> Apply(Mapping::Cast cast, const Json& value);

std::optional<Json> ToFloat(const Json& value) {
    const auto number = ToKind(value, Kind::kNumber);
    if (!number) return std::nullopt;
    if (number->is_number()) return Json(number->get<double>());
    return Json(std::strtod(number->get_ref<const std::string&>().c_str(), nullptr));
}

/// Over lists a cast maps and drops the elements that it cannot cast.
Json ApplyToEach(Mapping::Cast cast, const Json& list) {
    Json result = Json::array();
    for (const Json& element : list) {
        if (auto cast_element = Apply(cast, element)) result.push_back(*std::move(cast_element));
    }
    return result;
}

std::optional<Json> Apply(Mapping::Cast cast, const Json& value) {
    using Cast = Mapping::Cast;
    if (value.is_null()) return value;
    if (cast == Cast::kList) return Json::array({value});
    if (cast == Cast::kString) return value.is_string() ? value : Json(TextOf(value));
    if (value.is_array()) return ApplyToEach(cast, value);
    switch (cast) {
        case Cast::kInteger:
            return ToKind(value, Kind::kInteger);
        case Cast::kBoolean:
            return ToKind(value, Kind::kBoolean);
        case Cast::kDecimal:
            return ToKind(value, Kind::kNumber);
        default:
            return ToFloat(value);
    }
}

}  // namespace

Mapping::Mapping(std::string_view type, Kind source_kind) : source_kind_(source_kind) {
    const std::string text(Trim(type));
    if (text.empty() || text == "N/A") return;
    const Json expression = ParseJson(text, 16, 4096);
    evaluated_ = Read(expression) || (expression.is_discarded() && Read(Json(text)));
}

bool Mapping::Read(const Json& expression) {
    if (expression.is_string()) {
        const auto cast = CastNamed(expression.get<std::string>());
        if (cast) casts_.push_back(*cast);
        return cast.has_value();
    }
    if (!expression.is_array() || expression.size() != 2 || !expression[0].is_string())
        return false;
    const auto cast = CastNamed(expression[0].get<std::string>());
    if (!cast || (expression[1] != "_." && !Read(expression[1]))) return false;
    casts_.push_back(*cast);
    return true;
}

std::optional<Json> Mapping::ToTarget(const Json& source) const {
    if (!evaluated_) return std::nullopt;
    std::optional<Json> value = source;
    for (Cast cast : casts_) {
        value = Apply(cast, *value);
        if (!value) return std::nullopt;
    }
    return value;
}

std::optional<Json> Mapping::ToSource(const Json& target) const {
    if (!evaluated_) return std::nullopt;
    if (casts_.empty()) return target;
    // A cleared target clears the source, whatever kind of value the source holds.
    if (IsEmpty(target) && source_kind_ != Kind::kText) return Json(nullptr);
    return ToKind(target, source_kind_);
}

}  // namespace plumb::mocks::sesam
