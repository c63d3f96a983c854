#pragma once

#include <cstdlib>
#include <vector>

#include "harness/base/result.h"

/// Ends a fuzz target that met a problem nobody could act on: without words, or without a place.
inline void CheckProblems(const std::vector<plumb::Problem>& problems) {
    for (const plumb::Problem& problem : problems) {
        if (problem.message.empty() || problem.place.line <= 0) std::abort();
    }
}
