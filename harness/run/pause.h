#pragma once

#include <optional>
#include <string>

#include "harness/base/result.h"
#include "harness/dataflow/scheduler.h"
#include "harness/ledger/cleaner.h"

namespace plumb::run {

/// Keeps the data flow from running by itself while a run or a clean-up lasts, where the target
/// allows that: it then runs when it is told to, and only then. How it was set is in the ledger
/// before it is touched, so that a clean-up finds it whatever happens to the run.
class Pause final {
  public:
    struct Ending {
        std::optional<ledger::Remaining> left;  ///< what a person has to set right
        std::string note;                       ///< what a person should know; "" for nothing
    };

    /// `scheduler`: null where there is none, or where it may not be paused.
    Pause(dataflow::Scheduler* scheduler, ledger::Ledger& ledger)
        : scheduler_(scheduler), ledger_(ledger) {}

    /// Before anything is written. After an error End() is to be called all the same.
    Status Begin();
    /// After everything else: sets it as it was, or leaves it where somebody else has set it going
    /// meanwhile.
    Ending End();

  private:
    Ending StillPaused(const ledger::Pause& pause, const Error& error) const;

    dataflow::Scheduler* scheduler_;
    ledger::Ledger& ledger_;
};

}  // namespace plumb::run
