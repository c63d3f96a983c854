#pragma once

#include <string>
#include <string_view>

namespace plumb::yaml {

/// `text` as a YAML scalar on one line, which Parse() reads back as exactly this text wherever a
/// value or a key may stand, inside […] and {…} too: plain where no reader could take it for
/// anything else, in single quotes when it holds double ones, else in double quotes with escapes.
/// Texts must be UTF-8; a byte that is not becomes U+FFFD.
std::string Scalar(std::string_view text);

/// The same, but always in double quotes: for digests and times, which look like numbers.
std::string Quoted(std::string_view text);

}  // namespace plumb::yaml
