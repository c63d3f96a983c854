#pragma once

#include <map>
#include <string>

#include "harness/catalogue/context.h"
#include "harness/plan/plan.h"

namespace plumb::plan {

/// What a case, or a wave of them, takes.
struct Load {
    std::map<std::string, int> records;  ///< alive at a time, by "youtrack.users"
    int writes = 0;                      ///< of the harness, cleaning up included
    int requests = 0;                    ///< of the harness, writes included
    void Add(const Load& other);
};

/// A skipped case costs nothing. `page` is what "more than a page" is counted as.
Load LoadOf(const Case& one, const catalogue::Context& context, int page);

/// What a wave needs beside its cases: two control pairs for every flow that needs them, parent
/// records, records to try values on, and reading everything after each of its syncs.
Load OverheadOf(const std::vector<const Case*>& wave, const catalogue::Context& context);

/// Syncs of a wave: the longest of the cases that run side by side, then of those with restarts,
/// then those that run alone one after the other.
int SyncsOf(const std::vector<const Case*>& wave);

}  // namespace plumb::plan
