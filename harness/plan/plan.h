#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/scenario/step.h"
#include "harness/scenario/verdict.h"
#include "harness/target/capability.h"

namespace plumb::plan {

/// Which cases may run side by side (design, section 5).
enum class Group {
    kTogether,  ///< with all others, in lockstep
    kRestart,   ///< restarts the data flow: after the rest, with each other
    kFaults,  ///< meets a fault: with those of the same one; what does not pass is judged by itself
    kAlone,   ///< needs the world to itself
};

/// A check applied to one clause with concrete values: what is run and judged. A plain value; no
/// verdict is ever written into it.
struct Case {
    std::string id;                    ///< "<flow>/<check>/<variant>"
    std::string flow;                  ///< id of the (first) flow
    std::vector<std::string> clauses;  ///< for which it counts, ids
    std::string check;
    std::string variant;  ///< "plain", "1.to-target.umlaut", …
    scenario::Basis basis = scenario::Basis::kStated;
    std::string property;               ///< id in sync-properties, such as "P37"; may be ""
    std::string summary;                ///< one sentence, paths filled in
    std::vector<scenario::Step> steps;  ///< probes appended
    Group group = Group::kTogether;
    std::optional<checklist::Property> pair;  ///< the property or key pair under test
    checklist::MergeAlternative alternative;  ///< the merge alternative under test; may be empty
    /// Set when it will not be run, and why: a missing need, a type that is not evaluated …
    std::optional<scenario::Outcome> skip;
    /// True when a verdict of it rests on something not happening, so that controls guard it.
    bool needs_control = false;
    /// Barriers to wait before the first step, so that controls are linked before it is judged.
    int start_after = 0;
    int syncs = 0;  ///< barriers that it takes from its first step on
    /// False: where a fault of it meets no request, nothing is known.
    bool faults_may_miss = false;
    bool smoke = false;  ///< its check counts it among those of the smoke level
};

/// What a plan takes, foreseen.
struct Cost {
    int syncs = 0;
    int requests = 0;       ///< of the harness
    int writes = 0;         ///< of these: creations and edits
    int deletions = 0;      ///< of these: cleaning up included
    int records_alive = 0;  ///< at most, over all entities
    double minutes = 0;     ///< at least, at the rates that the systems allow; 0: none is known
};

/// How one clause can be decided on this target.
struct ClauseOutlook {
    std::string clause;
    std::string sentence;  ///< what it claims, in words
    int cases = 0;
    std::vector<std::string>
        missing;      ///< needs that the target does not offer, and what would help
    std::string how;  ///< "links", "probes", or why it cannot be decided
};

/// Indexes into `cases` that run in one lockstep, in order.
using Wave = std::vector<std::size_t>;

struct Plan {
    checklist::Checklist checklist;
    std::vector<Case> cases;  ///< selected ones, in document order
    std::vector<Wave> waves;
    /// "youtrack.users" -> records that may be alive at a time; empty where nothing limits them.
    std::map<std::string, int> max_records;
    Cost cost;
    std::vector<ClauseOutlook> outlook;
    std::vector<std::string> all_ids;   ///< of all cases of the checklist, selected or not
    std::vector<std::string> untested;  ///< clauses that no check of the catalogue has a case for
};

}  // namespace plumb::plan
