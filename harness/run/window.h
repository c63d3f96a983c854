#pragma once

#include <algorithm>
#include <optional>

#include "harness/base/clock.h"

namespace plumb::run {

/// How long an edit may take to cross, judged by how long edits have taken so far: three times the
/// longest lag, at least a second, at most the deadline of a sync. While nothing has been measured
/// it is that deadline. A plain value; it waits for nothing.
class Window final {
  public:
    explicit Window(Milliseconds deadline) : deadline_(deadline) {}

    /// A lag that was measured, 0 or more.
    void Add(Milliseconds lag) { longest_ = std::max(longest_.value_or(0), lag); }

    Milliseconds Length() const {
        if (!longest_ || *longest_ > deadline_ / kTimes) return deadline_;
        return std::min(std::max(kTimes * *longest_, kShortest), deadline_);
    }

  private:
    static constexpr Milliseconds kTimes = 3;
    static constexpr Milliseconds kShortest = 1000;

    Milliseconds deadline_;
    std::optional<Milliseconds> longest_;
};

}  // namespace plumb::run
