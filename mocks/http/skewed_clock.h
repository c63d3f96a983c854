#pragma once

#include <atomic>

#include "harness/base/clock.h"

namespace plumb::mocks::http {

/// The clock of one system: the tenant's, off by as much as a fault says. Safe from several
/// threads.
class SkewedClock final : public Clock {
  public:
    /// `base` must outlive the clock.
    explicit SkewedClock(Clock& base) : base_(base) {}

    Milliseconds Now() override { return base_.Now() + skew_; }
    void Wait(Milliseconds duration) override { base_.Wait(duration); }
    void SetSkew(Milliseconds skew) { skew_ = skew; }

  private:
    Clock& base_;
    std::atomic<Milliseconds> skew_ = 0;
};

}  // namespace plumb::mocks::http
