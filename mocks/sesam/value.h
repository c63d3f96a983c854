#pragma once

#include <optional>
#include <string>

#include "harness/base/json_path.h"

namespace plumb::mocks::sesam {

/// What kind of value a field of a system holds, as its API documents it.
enum class Kind { kText, kInteger, kNumber, kBoolean, kList, kAny };

/// Nothing to link by or to fill with: absent, null, "", an empty list or an empty object.
bool IsEmpty(const Json& value);

/// Equal apart from how JSON writes it: all empty values are the same, 1 is 1.0.
bool SameValue(const Json& a, const Json& b);

/// How a person would write the value: texts as they are, lists and objects as JSON, null as "".
std::string TextOf(const Json& value);

/// A whole number written in decimal or as 0x…, blanks around it; nothing for anything else.
std::optional<Json> ParseInteger(std::string_view text);
/// A finite number in decimal notation. Whole numbers stay whole; what has more digits than a
/// double keeps stays a text.
std::optional<Json> ParseNumber(std::string_view text);
/// "true" and "false" in any case.
std::optional<Json> ParseBoolean(const std::string& text);

/// `value` as a field of this kind holds it; nothing when it cannot. Null stays null.
std::optional<Json> ToKind(const Json& value, Kind kind);

/// What the API of `system` ("youtrack", "poweroffice-go") documents for a field of `entity`.
/// Unknown fields are texts, by far the most frequent kind.
Kind FieldKind(const std::string& entity, const std::string& path);

}  // namespace plumb::mocks::sesam
