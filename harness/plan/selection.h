#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/plan/level.h"
#include "harness/plan/plan.h"

namespace plumb::plan {

/// Which cases of a checklist are wanted. Empty lists do not restrict; of several words in one list
/// any may hold, and all lists must.
struct Selection {
    std::vector<std::string> flows;    ///< ids
    std::vector<std::string> clauses;  ///< ids, "users-to-customers/merge/1"
    std::vector<std::string> checks;   ///< ids, "edit-arrives"
    std::vector<scenario::Basis> bases;
    /// Patterns on the ids of cases: "*" stands for any text, "?" for one character. What a pattern
    /// matches it matches with everything below: "*/edit-arrives" means "*/edit-arrives/to-target".
    std::vector<std::string> filters;
    Level level = Level::kFull;
    int shard = 0;   ///< from 1; 0 when not sharded
    int shards = 0;  ///< how many there are

    /// True when it asks for less than the whole checklist; shards are not meant, nor levels, each
    /// of which decides every clause.
    bool IsPart() const {
        return !(flows.empty() && clauses.empty() && checks.empty() && bases.empty() &&
                 filters.empty());
    }
};

/// Drops the cases that are not wanted. Refuses a selection that leaves none, naming the word to
/// blame and the nearest one that exists. A shard that gets none is fine: every case is in exactly
/// one shard, always the same.
Status Select(const Selection& selection, std::vector<Case>& cases);

}  // namespace plumb::plan
