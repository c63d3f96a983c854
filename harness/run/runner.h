#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/plan/plan.h"
#include "harness/run/lockstep.h"
#include "harness/run/world.h"

namespace plumb::run {

struct RunOptions {
    bool isolate = false;  ///< one case at a time
    int confirm = 10;      ///< failed cases that are repeated alone, at most
    bool fail_fast = false;
    int jobs = 1;             ///< cases that send their requests at the same time
    std::uint64_t seed = 1;   ///< of the order of the cases
    bool keep_order = false;  ///< the plan's; the seed has no say in it
    bool clean_up = false;    ///< delete what the run made; embedded mocks simply end
    /// Called once the run is alone in its tenants, before it writes anything but its locks; an
    /// error ends it.
    std::function<Status()> once_alone = {};
    /// Called once in any case, when nothing more is done but that the locks are removed.
    std::function<void()> before_leaving = {};
    Interrupt interrupt;
    /// Failures that are known already, and not repeated; none when it is empty.
    std::function<bool(const journal::CaseJudged&)> is_known;
    /// Called for every case that has ended, as it ends.
    std::function<void(const plan::Case&, const journal::CaseJudged&)> progress;
};

struct RunSummary {
    int syncs = 0;
    /// Number in the mocks' log of the newest request that was there before; 0 without a log,
    /// nullopt when the run could not begin.
    std::optional<std::uint64_t> requests_before;
    std::vector<std::uint64_t> last_requests;  ///< in the mocks' log, by sync; zeros without a log
    int failed_syncs = 0;  ///< that the data flow failed although no case of them set a fault
    std::map<std::string, scenario::Verdict> verdicts;  ///< by case id
    std::string ended = "complete";                     ///< or why the run ended early
    int remaining = 0;  ///< records of the run that could not be removed
};

/// Runs these cases of a plan, wave by wave, and writes everything that happens to the journal.
/// Never fails: a run that cannot go on says so in `ended`, with all verdicts reached until then.
RunSummary RunPlan(const World& world, const plan::Plan& plan,
                   const std::vector<std::size_t>& selected, const RunOptions& options);

}  // namespace plumb::run
