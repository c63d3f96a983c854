#pragma once

#include <atomic>

#include "harness/base/clock.h"
#include "harness/system/mock_admin.h"

namespace plumb::cli {

/// The virtual time of a mock tenant, moved through its admin API: waiting costs one request and no
/// time. Tells about the same time as the tenant, which also moves with every request.
class TenantClock final : public Clock {
  public:
    TenantClock(system::MockAdmin& admin, Clock& wall_clock)
        : admin_(admin), wall_clock_(wall_clock) {}

    Milliseconds Now() override { return wall_clock_.Now() + moved_; }

    /// A mock that does not answer is found out by the next request that matters.
    void Wait(Milliseconds duration) override {
        if (duration > 0 && admin_.Advance(duration)) moved_ += duration;
    }

  private:
    system::MockAdmin& admin_;
    Clock& wall_clock_;
    std::atomic<Milliseconds> moved_ = 0;
};

}  // namespace plumb::cli
