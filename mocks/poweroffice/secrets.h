#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace plumb::mocks::poweroffice {

/// Random bytes in lower-case hexadecimal digits, two for each byte.
std::string RandomHex(std::size_t bytes);

/// A random key in the form of a GUID, as PowerOffice gives them out.
std::string RandomKey();

std::string Base64Url(std::string_view bytes);
/// nullopt when the text is not Base64.
std::optional<std::string> FromBase64(std::string_view text);

/// Takes as long for a wrong text as for the right one.
bool SameSecret(std::string_view a, std::string_view b);

}  // namespace plumb::mocks::poweroffice
