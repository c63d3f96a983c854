#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <mutex>
#include <string>

#include "harness/base/clock.h"
#include "harness/target/pace.h"

namespace plumb::system {

/// Keeps rate limits ahead of time, so that they are never met: a token bucket for each kind of
/// request. In no second more are let through than the limit allows: what may come at once and what
/// is filled up within a second are within it together. Safe from several threads.
class Pacer final {
  public:
    /// How long the caller must wait before it sends a request of this kind at `now`.
    /// `requests_per_second` 0: there is no limit.
    Milliseconds Reserve(const std::string& kind, double requests_per_second, Milliseconds now) {
        const auto pace = target::Pace::Within(requests_per_second);
        if (pace.per_second <= 0) return 0;
        const auto interval = static_cast<Milliseconds>(std::ceil(1000 / pace.per_second));
        const Milliseconds ahead = interval * (static_cast<Milliseconds>(pace.at_once) - 1);
        const std::lock_guard lock(mutex_);
        Milliseconds& full_at = full_at_[kind];
        const Milliseconds slot = std::max(now, full_at - ahead);
        full_at = std::max(full_at, slot) + interval;
        return slot - now;
    }

  private:
    std::mutex mutex_;
    std::map<std::string, Milliseconds> full_at_;  ///< when the bucket will be full again
};

}  // namespace plumb::system
