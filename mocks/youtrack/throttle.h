#pragma once

#include <mutex>

#include "harness/base/clock.h"

namespace plumb::mocks::youtrack {

/// So many requests in each second of the tenant's clock, counted from the first one of the second;
/// zero is no limit. No source documents a limit of Hub, only that a cloud may have one. Safe from
/// several threads.
class Throttle final {
  public:
    /// `clock` must outlive it.
    Throttle(Clock& clock, int requests_per_second)
        : clock_(clock), requests_per_second_(requests_per_second) {}

    /// Counts a request; false when it is one too many.
    bool LetsThrough() {
        if (requests_per_second_ <= 0) return true;
        const std::scoped_lock lock(mutex_);
        const Milliseconds now = clock_.Now();
        if (now - second_began_ >= 1000) {
            second_began_ = now;
            requests_ = 0;
        }
        return ++requests_ <= requests_per_second_;
    }

  private:
    Clock& clock_;
    const int requests_per_second_;
    std::mutex mutex_;
    Milliseconds second_began_ = 0;
    int requests_ = 0;
};

}  // namespace plumb::mocks::youtrack
