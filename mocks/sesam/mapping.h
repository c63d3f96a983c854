#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mocks/sesam/value.h"

namespace plumb::mocks::sesam {

/// How the value of a source property becomes the target's and back (api/sesam.md, section 5). The
/// casts string, integer, float, decimal, boolean and list are evaluated, nested ones too; "N/A"
/// and no type carry the value as it is; a property of any other type is left alone.
class Mapping final {
  public:
    enum class Cast { kString, kInteger, kFloat, kDecimal, kBoolean, kList };

    /// `type` is the DTL text of the document; `source_kind` what the source field holds.
    Mapping(std::string_view type, Kind source_kind);

    /// False when nothing is known of the type: such a property is never written.
    bool IsEvaluated() const { return evaluated_; }

    /// The target's value. Null stays null; nothing when the value vanishes in a cast.
    std::optional<Json> ToTarget(const Json& source) const;
    /// The source's value: as it is when the source field can hold it, else in its kind.
    std::optional<Json> ToSource(const Json& target) const;

  private:
    bool Read(const Json& expression);

    Kind source_kind_;
    bool evaluated_ = true;
    std::vector<Cast> casts_;  ///< innermost first
};

}  // namespace plumb::mocks::sesam
