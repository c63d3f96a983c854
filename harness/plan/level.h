#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "harness/catalogue/context.h"
#include "harness/plan/plan.h"
#include "harness/plan/waves.h"

namespace plumb::plan {

/// How much of the catalogue is run.
enum class Level {
    kFull,   ///< everything
    kSmoke,  ///< few cases, in small waves: enough to decide every clause
};

std::optional<Level> ParseLevel(std::string_view text);

/// The target's limits and those of the level: for smoke at most eight records of each entity of
/// the checklist alive at a time.
RecordLimits LimitsOf(Level level, const RecordLimits& limits, const catalogue::Context& context);

/// Keeps the smoke level of the cases: those whose check says `smoke`, and for every clause that
/// these leave undecided on a basis (stated, implied or assumed) the cheapest case that decides it.
/// Where none can be run, one stays that says why. `cases` are fitted to the target, and marked
/// where they do not fit its limits; `page` as in LoadOf().
void KeepSmoke(std::vector<Case>& cases, const catalogue::Context& context, int page);

}  // namespace plumb::plan
