#pragma once

#include <algorithm>
#include <map>
#include <mutex>
#include <string>

#include "harness/base/clock.h"

namespace plumb::system {

/// Spreads requests so that a rate limit is kept rather than met. Safe from several threads.
class Pacer final {
  public:
    /// How long the caller must wait before it sends a request of this kind at `now`.
    Milliseconds Reserve(const std::string& kind, int requests_per_second, Milliseconds now) {
        if (requests_per_second <= 0) return 0;
        const std::lock_guard lock(mutex_);
        Milliseconds& next = next_[kind];
        const Milliseconds slot = std::max(next, now);
        next = slot + (1000 + requests_per_second - 1) / requests_per_second;
        return slot - now;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, Milliseconds> next_;
};

}  // namespace plumb::system
