#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace plumb {

using Json = nlohmann::json;

/// Dotted paths as the documents write them ("profile.email.email"): each part is a member of an
/// object. A list on the way stands for its first element, as in "contacts.results.id".

/// The value at `path`, or nullptr when there is none. A JSON null is a value.
const Json* Find(const Json& record, std::string_view path);

/// The text at `path`; "" when there is none.
std::string TextAt(const Json& record, std::string_view path);

/// Sets the value at `path`, making the objects on the way; what stands in the way is replaced.
void Put(Json& record, std::string_view path, Json value);

/// Removes the member at `path`; objects that become empty by it stay.
void Erase(Json& record, std::string_view path);

/// Parses without exceptions; a discarded value (`is_discarded()`) when the text is not JSON, is
/// nested deeper than `max_depth`, or is larger than `max_bytes`.
Json ParseJson(std::string_view text, std::size_t max_depth = 64,
               std::size_t max_bytes = 64u << 20);

/// Compact text; invalid UTF-8 is replaced, so this never throws.
std::string Dump(const Json& value);

}  // namespace plumb
