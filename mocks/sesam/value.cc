#include "mocks/sesam/value.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "harness/base/text.h"

namespace plumb::mocks::sesam {

namespace {

constexpr std::size_t kHexDigitsMax = 16;
/// A double tells all decimal texts of this many digits apart.
constexpr std::ptrdiff_t kExactDigits = 15;

/// A number that fills the whole text, as from_chars reads it after an optional '+'.
template <class Number>
std::optional<Number> ReadAll(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

/// Two's complement of as many bits as are written: "0xff" is -1, "0x00ff" is 255.
std::optional<Json> ReadHexadecimal(std::string_view digits) {
    if (digits.empty() || digits.size() > kHexDigitsMax) return std::nullopt;
    std::uint64_t bits = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
    if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    const std::size_t width = 4 * digits.size();
    const bool negative = (bits >> (width - 1) & 1) != 0;
    if (negative && width < 64) bits |= ~std::uint64_t{0} << width;
    return Json(static_cast<std::int64_t>(bits));
}

std::optional<Json> WholePartOf(double number) {
    constexpr double kLimit = 9.2e18;
    if (!std::isfinite(number) || std::fabs(number) > kLimit) return std::nullopt;
    return Json(static_cast<std::int64_t>(std::trunc(number)));
}

std::optional<Json> ToInteger(const Json& value) {
    if (value.is_number_integer()) return value;
    if (value.is_number_float()) return WholePartOf(value.get<double>());
    return value.is_string() ? ParseInteger(value.get_ref<const std::string&>()) : std::nullopt;
}

std::optional<Json> ToNumber(const Json& value) {
    if (value.is_number()) return value;
    return value.is_string() ? ParseNumber(value.get_ref<const std::string&>()) : std::nullopt;
}

std::optional<Json> ToBoolean(const Json& value) {
    if (value.is_boolean()) return value;
    return value.is_string() ? ParseBoolean(value.get_ref<const std::string&>()) : std::nullopt;
}

}  // namespace

bool IsEmpty(const Json& value) {
    if (value.is_string()) return value.get_ref<const std::string&>().empty();
    return value.is_null() || value.is_discarded() || (value.is_structured() && value.empty());
}

bool SameValue(const Json& a, const Json& b) {
    return IsEmpty(a) ? IsEmpty(b) : a == b;
}

std::string TextOf(const Json& value) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_null() || value.is_discarded()) return {};
    return Dump(value);
}

std::optional<Json> ParseInteger(std::string_view text) {
    text = Trim(text);
    if (text.starts_with("0x") || text.starts_with("0X")) return ReadHexadecimal(text.substr(2));
    const auto number = ReadAll<std::int64_t>(text);
    return number ? std::optional<Json>(*number) : std::nullopt;
}

std::optional<Json> ParseNumber(std::string_view text) {
    text = Trim(text);
    // from_chars takes "inf" and "nan" too, which JSON has no form for.
    if (text.find_first_not_of("+-.0123456789eE") != std::string_view::npos) return std::nullopt;
    const auto number = ReadAll<double>(text);
    if (!number) return std::nullopt;
    const auto digits = std::ranges::count_if(text, [](char c) { return c >= '0' && c <= '9'; });
    if (digits > kExactDigits) return Json(std::string(text));
    if (const auto whole = ReadAll<std::int64_t>(text)) return Json(*whole);
    return Json(*number);
}

std::optional<Json> ParseBoolean(const std::string& text) {
    const std::string lower = ToLower(text);
    if (lower == "true") return Json(true);
    if (lower == "false") return Json(false);
    return std::nullopt;
}

std::optional<Json> ToKind(const Json& value, Kind kind) {
    if (value.is_null()) return value;
    if (value.is_array() && kind != Kind::kList && kind != Kind::kAny) {
        if (value.size() > 1)
            return kind == Kind::kText ? std::optional<Json>(Dump(value)) : std::nullopt;
        return value.empty() ? Json(nullptr) : ToKind(value.front(), kind);
    }
    switch (kind) {
        case Kind::kText:
            return value.is_string() ? value : Json(TextOf(value));
        case Kind::kInteger:
            return ToInteger(value);
        case Kind::kNumber:
            return ToNumber(value);
        case Kind::kBoolean:
            return ToBoolean(value);
        case Kind::kList:
            return value.is_array() ? value : Json::array({value});
        case Kind::kAny:
            break;
    }
    return value;
}

}  // namespace plumb::mocks::sesam
