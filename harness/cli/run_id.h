#pragma once

#include <cstdint>
#include <string>

#include "harness/base/clock.h"

namespace plumb::cli {

/// Unique among runs, short enough for a login, and a word: every value of a run holds it.
std::string MakeRunId(Milliseconds now, std::uint64_t seed);

}  // namespace plumb::cli
