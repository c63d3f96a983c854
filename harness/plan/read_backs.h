#pragma once

#include <compare>
#include <string>
#include <vector>

#include "harness/catalogue/context.h"
#include "harness/plan/batches.h"
#include "harness/plan/load.h"

namespace plumb::plan {

/// When a case waits to see what it has written: after how many syncs, restarts since, and waits
/// since. Cases side by side that wait at the same moment are served together.
struct Moment {
    int syncs = 0;
    int restarts = 0;
    int waits = 0;
    auto operator<=>(const Moment&) const = default;
};

/// Records of one entity that a case has written and waits to see at the same moment.
struct ReadBack {
    Moment moment;
    std::string key;  ///< "youtrack.users"
    int count = 0;    ///< to be seen
    int more = 0;     ///< records that there are since: negative after deletions
};

/// What lists that are shared by all cases of a wave save: requests that are not sent (negative)
/// and those for the lists, which are read wherever they have fewer pages than there are records to
/// see. `there` are the records of the run before.
Load SharingOf(const Batch& wave, const catalogue::Context& context, int page,
               std::map<std::string, int> there);

}  // namespace plumb::plan
