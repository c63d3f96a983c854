#pragma once

#include <functional>
#include <list>
#include <vector>

#include "harness/base/interrupt.h"
#include "harness/plan/plan.h"
#include "harness/run/case_run.h"
#include "harness/run/unrest.h"

namespace plumb::run {

/// Runs cases side by side: everything up to the first barrier of every case, then one sync, and so
/// on (design, section 5). One barrier costs one sync, however many cases wait for it.
class Lockstep final {
  public:
    struct Options {
        bool fail_fast = false;
        int jobs = 1;  ///< cases that send their requests at the same time
        Interrupt interrupt;
        /// Failures that are known already: `fail_fast` goes on after them. None when it is empty.
        std::function<bool(const journal::CaseJudged&)> is_known = {};
        /// Called before every sync; an error ends the run.
        std::function<Status()> before_sync = {};
    };

    /// `unrest` is the run's: what other waves have shown counts.
    Lockstep(const Stage& stage, Controls& controls, Unrest& unrest, const Options& options)
        : stage_(stage), controls_(controls), unrest_(unrest), options_(options) {}

    /// Called once per case, as soon as it has ended, with the case and what came of it.
    using Listener = std::function<void(const plan::Case&, const journal::CaseJudged&)>;

    /// Runs all cases to their ends. An error means that the run cannot go on: the cases that had
    /// not ended are not reported.
    Status Run(const std::vector<const plan::Case*>& cases, int first_number,
               const Listener& listener);

  private:
    /// Everything that the cases do before the next barrier or restart.
    void AdvanceAll(std::list<CaseRun>& cases);
    void AdvanceOnce(std::list<CaseRun>& cases);
    Status RunPhase(std::list<CaseRun>& cases);
    Status Barrier(std::list<CaseRun>& cases);
    Status Take(const std::list<CaseRun>& cases, dataflow::SyncOrder order, Milliseconds end,
                dataflow::SyncReport& report);
    bool MayStayCut(const std::list<CaseRun>& cases) const;
    void ReportEnded(std::list<CaseRun>& cases, const Listener& listener);
    bool MustStop() const;

    Stage stage_;
    Controls& controls_;
    Unrest& unrest_;
    Options options_;
    bool failed_ = false;
};

}  // namespace plumb::run
