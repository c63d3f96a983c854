#pragma once

#include <map>
#include <string>

#include "harness/catalogue/context.h"
#include "harness/plan/batches.h"
#include "harness/plan/load.h"

namespace plumb::plan {

/// What is looked at of one entity after a sync, as run::Need has it.
struct Look {
    bool list = false;  ///< records that nobody knows of, or whole records as lists show them
    int records = 0;    ///< known ones
};
/// By number of the sync, from 1, and "youtrack.users".
using Looks = std::map<int, std::map<std::string, Look>>;

/// Syncs of the longest case of a batch.
int LongestOf(const Batch& batch);

/// Lists of everything that the cases of a wave hold, after each of its syncs: where requests cost
/// nothing.
Load ReadingOf(const Batch& wave, const catalogue::Context& context, int page);

/// What is looked at after each of its syncs: in lists, or record by record where these are fewer
/// than the pages of the list and nothing else is looked for.
Load LookingOf(const Batch& wave, const catalogue::Context& context, int page);

}  // namespace plumb::plan
