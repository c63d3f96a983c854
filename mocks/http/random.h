#pragma once

#include <string>

namespace plumb::mocks::http {

/// Random texts for ids and credentials that must be unique, never repeatable. Safe from several
/// threads.

/// `bytes` random bytes as lower-case hexadecimal digits.
std::string RandomHex(std::size_t bytes);

/// A version 4 UUID in lower case.
std::string RandomUuid();

}  // namespace plumb::mocks::http
