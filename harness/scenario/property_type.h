#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plumb::scenario {

/// The third column of a property table: a DTL expression that turns a source value into the
/// target's (api/sesam.md, section 5). The casts string, integer, float, decimal, boolean and list
/// are evaluated; other expressions are kept as text and known only by worked examples.
class PropertyType final {
  public:
    enum class Cast { kString, kInteger, kFloat, kDecimal, kBoolean, kList, kNone, kOther };

    /// `"string"`, `["integer", "_."]`, `N/A` … Never fails: what is not a cast is kOther.
    static PropertyType Parse(std::string_view text);

    Cast GetCast() const { return cast_; }
    /// False when Plumb cannot say what a value becomes.
    bool IsEvaluated() const { return cast_ != Cast::kOther; }

    /// The target's value. A JSON null stays null; nullopt when the cast drops the value.
    std::optional<nlohmann::json> ToTarget(const nlohmann::json& source) const;

  private:
    Cast cast_ = Cast::kOther;
    std::vector<Cast>
        before_;  ///< casts applied first, innermost first: ["integer", ["decimal", "_."]]
};

/// True when both hold the same value, apart from how JSON writes it: 1 and 1.0 are the same
/// number, absent, null and "" are all "empty".
bool SameValue(const nlohmann::json& a, const nlohmann::json& b);
bool IsEmptyValue(const nlohmann::json& value);

}  // namespace plumb::scenario
