#pragma once

#include <mutex>

#include "harness/base/clock.h"

namespace plumb::mocks::poweroffice {

/// So many requests in each second of the tenant's clock, counted from the first one of the second
/// (facts A3, B3). Zero is no limit. Safe from several threads.
class RateLimit final {
  public:
    RateLimit(Clock& clock, int requests_per_second)
        : clock_(clock), requests_per_second_(requests_per_second) {}

    /// Counts a request; false when it is one too many.
    bool Allow();

  private:
    Clock& clock_;
    const int requests_per_second_;
    std::mutex mutex_;
    Milliseconds second_began_ = 0;
    int requests_ = 0;
};

}  // namespace plumb::mocks::poweroffice
