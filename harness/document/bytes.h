#pragma once

#include <cstddef>
#include <string_view>

namespace plumb::document {

/// The offset of the first byte that is zero or not part of a well-formed UTF-8 character, or npos.
/// Eight bytes at a time where the text is ASCII.
std::size_t FindBadByte(std::string_view text);

}  // namespace plumb::document
