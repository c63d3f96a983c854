#pragma once

#include <map>
#include <string>
#include <vector>

#include "harness/catalogue/context.h"
#include "harness/plan/cost.h"
#include "harness/plan/plan.h"

namespace plumb::plan {

/// "youtrack.users" -> records that may be alive at a time.
using RecordLimits = std::map<std::string, int>;

/// How many records may be alive at a time, and what of that a run takes itself, in every wave.
struct Room {
    RecordLimits limits;
    Load locks = {};  ///< LocksOf()
};

/// Marks every case that does not fit even alone as skipped, and says why. `page` as in LoadOf().
void SkipOversized(std::vector<Case>& cases, const catalogue::Context& context, const Room& room,
                   int page);

/// Cuts the cases into waves that keep within the limits, controls and parents included; one wave
/// without limits. Skipped cases are in the first wave: they cost nothing and must be reported.
std::vector<Wave> CutIntoWaves(const std::vector<Case>& cases, const catalogue::Context& context,
                               const Room& room, int page);

std::vector<const Case*> CasesOf(const Wave& wave, const std::vector<Case>& cases);

}  // namespace plumb::plan
