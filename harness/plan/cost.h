#pragma once

#include "harness/catalogue/context.h"
#include "harness/plan/batches.h"
#include "harness/plan/load.h"
#include "harness/plan/looks.h"
#include "harness/plan/plan.h"
#include "harness/plan/read_backs.h"

namespace plumb::plan {

/// A skipped case costs nothing. `page` is what "more than a page" is counted as.
Load LoadOf(const Case& one, const catalogue::Context& context, int page);

/// In the order of its steps; with LoadOf() each of them is read by itself.
std::vector<ReadBack> ReadBacksOf(const Case& one, const catalogue::Context& context, int page);

/// After each of its syncs, those that it waits for before its first step not counted.
Looks LooksOf(const Case& one, const catalogue::Context& context, int page);

/// What a wave needs beside its cases: control pairs of the flows that need them, with their edits,
/// parent records, and records to try values on.
Load OverheadOf(const Batch& wave, const catalogue::Context& context);

/// Syncs of a wave: the longest case of each of its batches.
int SyncsOf(const Batch& wave);

/// How what a plan takes is counted, beyond its cases.
struct Terms {
    int page = 0;            ///< what "more than a page" is counted as
    bool cleans_up = true;   ///< what was made is deleted in the end
    double rate_share = 1;   ///< of the systems' rate limits, that the harness takes
    bool has_limits = true;  ///< rate limits hold, and requests are saved; not on mocks
    Load locks = {};         ///< LocksOf(); nothing on mocks
};

/// What all waves of a plan take together, reading everything after each sync included. Records of
/// others, which make lists longer, and retries are not foreseen.
Cost CostOf(const Plan& plan, const catalogue::Context& context,
            const std::vector<target::Profile>& profiles, const Terms& terms);

}  // namespace plumb::plan
