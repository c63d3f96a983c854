#pragma once

#include <cstddef>
#include <string_view>

namespace plumb {

/// How many bytes must be added, removed or replaced to make one text of the other.
std::size_t EditDistance(std::string_view a, std::string_view b);

}  // namespace plumb
