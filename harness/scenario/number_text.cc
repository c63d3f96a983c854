#include "harness/scenario/number_text.h"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>

#include "harness/base/text.h"

namespace plumb::scenario {

namespace {

using nlohmann::json;

/// A double tells all decimal texts of this many digits apart.
constexpr std::ptrdiff_t kExactDigits = 15;
constexpr std::size_t kHexDigitsMax = 16;

template <class Number>
std::optional<Number> Parse(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::optional<json> IntegerFromHex(std::string_view digits) {
    if (digits.empty() || digits.size() > kHexDigitsMax) return std::nullopt;
    std::uint64_t bits = 0;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), bits, 16);
    if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
    const std::size_t width = 4 * digits.size();
    const bool negative = (bits >> (width - 1) & 1) != 0;
    if (negative && width < 64) bits |= ~std::uint64_t{0} << width;
    return json(static_cast<std::int64_t>(bits));
}

}  // namespace

std::optional<json> IntegerFromText(std::string_view text) {
    text = Trim(text);
    if (text.starts_with("0x") || text.starts_with("0X")) return IntegerFromHex(text.substr(2));
    const std::optional<std::int64_t> number = Parse<std::int64_t>(text);
    if (!number) return std::nullopt;
    return json(*number);
}

std::optional<double> FloatFromText(std::string_view text) {
    text = Trim(text);
    // from_chars also takes "inf" and "nan", which JSON has no form for.
    if (text.find_first_of("nN") != std::string_view::npos) return std::nullopt;
    return Parse<double>(text);
}

std::optional<json> DecimalFromText(std::string_view text) {
    text = Trim(text);
    if (!FloatFromText(text)) return std::nullopt;
    const auto digits =
        std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > kExactDigits) return json(std::string(text));
    if (const auto whole = Parse<std::int64_t>(text)) return json(*whole);
    return json(*FloatFromText(text));
}

}  // namespace plumb::scenario
