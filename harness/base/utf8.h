#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// The text with what is no UTF-8 in it replaced (U+FFFD): for bytes that somebody else sent and
/// that a person, a report or a library shall read. See IsUtf8() in text.h.
std::string ToUtf8(std::string_view bytes);

}  // namespace plumb
