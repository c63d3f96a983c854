#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// The SHA-256 of the bytes as 64 lower-case hexadecimal digits.
std::string Sha256(std::string_view bytes);

/// HMAC-SHA-256 (RFC 2104) of the bytes: 32 bytes. Without the key nothing can be told from it, not
/// even by trying all values.
std::string KeyedDigest(std::string_view key, std::string_view bytes);

/// A key like no other, from the system's source of randomness: 32 bytes.
std::string RandomKey();

}  // namespace plumb
