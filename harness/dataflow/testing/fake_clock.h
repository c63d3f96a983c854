#pragma once

#include <functional>

#include "harness/base/clock.h"

namespace plumb::dataflow::testing {

/// Time that passes only when someone waits. `on_wait` is told the new time.
class FakeClock final : public Clock {
  public:
    Milliseconds Now() override { return now_; }
    void Wait(Milliseconds duration) override {
        now_ += duration;
        if (on_wait) on_wait(now_);
    }

    std::function<void(Milliseconds)> on_wait;

  private:
    Milliseconds now_ = 0;
};

}  // namespace plumb::dataflow::testing
