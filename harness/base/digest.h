#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// The SHA-256 of the bytes as 64 lower-case hexadecimal digits.
std::string Sha256(std::string_view bytes);

}  // namespace plumb
