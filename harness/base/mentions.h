#pragma once

#include <string_view>

namespace plumb {

/// True when `word` stands in `text` by itself, with no letter and no digit right before or behind
/// it: 17 stands in "users:17", and not in "users:170". "" stands nowhere.
bool Mentions(std::string_view text, std::string_view word);

}  // namespace plumb
