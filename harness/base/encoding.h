#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// How bytes are written where only some characters are allowed.

/// Every byte but the unreserved ones of RFC 3986 (letters, digits, "-._~") becomes %XX, so the
/// text can stand anywhere in a URL or in a form.
std::string PercentEncode(std::string_view text);

/// RFC 4648 with padding, on one line.
std::string Base64(std::string_view bytes);

}  // namespace plumb
