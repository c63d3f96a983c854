#pragma once

#include "harness/catalogue/catalogue.h"
#include "harness/plan/plan.h"
#include "harness/storm/request.h"

namespace plumb::storm {

/// What the data flow has to do in a storm: the cases of specs/storm, which all run side by side,
/// so that their syncs are the same. Only those that can be run; no verdict is written into it.
struct Workload {
    plan::Plan plan;
    std::vector<plan::Case> left_out;  ///< those that cannot be run, each with its `skip`
    int syncs = 0;                     ///< of each run, the last ones to recover in included
    int stormy_syncs = 0;              ///< the first ones, whose requests meet the faults
};

/// An honest data flow may lose the sync in which it meets a fault, and learn what became of an
/// unanswered write only when it reads everything again: one sync for each.
inline constexpr int kRecoverySyncs = 2;

/// The workload of a plan that was made with `catalogue`. Of the rows of a check that has variants
/// one is taken for each flow and direction: a storm is about requests, not about values.
Workload MakeWorkload(plan::Plan plan, const catalogue::Catalogue& catalogue);

/// The same with one fault: it is set right after the sync before, ahead of all edits, meets the
/// one request, and is over with the sync.
plan::Plan WithFault(const Workload& workload, const std::vector<Request>& requests,
                     const Request& request, const FaultKind& kind);

}  // namespace plumb::storm
