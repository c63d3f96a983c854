#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/dataflow/driver.h"

namespace plumb::dataflow {

/// Waits until nothing moves in the systems any more, for a data flow that cannot say that it is
/// done: quiet is assumed at best. Looks from time to time and sleeps only through the clock.
class Stillness final {
  public:
    /// `still` is for how long nothing may have moved, `longest` a limit for a sync beside its
    /// order's deadline. `writes` counts what the data flow changed;
    /// empty when nobody can tell.
    Stillness(Clock& clock, Interrupt interrupt, std::function<std::uint64_t()> writes,
              Milliseconds still, Milliseconds longest)
        : clock_(clock),
          interrupt_(interrupt),
          writes_(std::move(writes)),
          still_(still),
          longest_(longest) {}

    /// Until both systems have been still and the control edits have arrived, or the order's window
    /// for them or its deadline is over. An error when a system cannot be read.
    Result<SyncReport> Wait(const SyncOrder& order, SyncReport report);

  private:
    Result<Sight> Look(const SyncOrder& order, Milliseconds now);
    SyncReport EndedInTime(SyncReport report, bool controls_arrived, Milliseconds took) const;
    SyncReport EndedLate(SyncReport report, Milliseconds now) const;

    Clock& clock_;
    Interrupt interrupt_;
    std::function<std::uint64_t()> writes_;
    Milliseconds still_;
    Milliseconds longest_;
    std::uint64_t written_ = 0;
    Milliseconds moved_at_ = 0;       ///< when it was last seen that something had changed
    std::vector<std::string> moved_;  ///< what that was
    Milliseconds wrote_at_ = 0;  ///< when the count of writes was last seen to grow; 0 for never
};

}  // namespace plumb::dataflow
