#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

namespace plumb::scenario {

/// Texts that Sesam's casts read as numbers (api/sesam.md, section 5). nullopt where the cast drops
/// the value; never throws.

/// "124", "-7", and "0xff": hexadecimal digits are a two's complement number of just that many
/// digits, so "0xff" is -1 and "0x00ff" is 255.
std::optional<nlohmann::json> IntegerFromText(std::string_view text);

/// "1.0", "-2.25", "1e3". A number where a double holds it exactly as written, else the same text,
/// because a decimal has no limit of digits.
std::optional<nlohmann::json> DecimalFromText(std::string_view text);

std::optional<double> FloatFromText(std::string_view text);

}  // namespace plumb::scenario
