#pragma once

#include <string>

#include "harness/explore/explorer.h"
#include "harness/plan/planner.h"

namespace plumb::cli {

struct DefectHunt {
    explore::Options options;  ///< of each defect; `jobs` defects at the same time
    std::string checklist;     ///< file; "": those on which the defect shows
    bool quiet = false;
};

/// Looks for every defect that fixtures/defects.yaml marks as explorable, each by itself, prints
/// how many sequences it took, and returns the exit status: 1 when one was not found.
int ExploreDefects(const DefectHunt& hunt);

/// Leaves out of the sequences what the target cannot do.
void FitTo(const plan::Offer& offer, explore::Options& options);

}  // namespace plumb::cli
