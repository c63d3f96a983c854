#pragma once

#include <algorithm>

#include "harness/base/clock.h"
#include "harness/base/interrupt.h"

namespace plumb::dataflow {

/// Waits a little longer each time, at most `longest`; the first look is free.
class Patience final {
  public:
    explicit Patience(Clock& clock, Milliseconds longest = 1000)
        : clock_(clock), longest_(longest) {}

    void Wait() {
        if (pause_ > 0) clock_.Wait(pause_);
        pause_ = std::min(pause_ == 0 ? 1 : pause_ * 2, longest_);
    }

  private:
    Clock& clock_;
    Milliseconds longest_;
    Milliseconds pause_ = 0;
};

/// Lets time pass, at most until `end`. Where an interrupt can come it is looked for every second,
/// so that nobody who presses Ctrl-C has to wait for a slow replica.
inline void WaitAtMost(Clock& clock, const Interrupt& interrupt, Milliseconds duration,
                       Milliseconds end) {
    constexpr Milliseconds kSlice = 1000;
    const Milliseconds until = std::min(clock.Now() + duration, end);
    for (Milliseconds left = until - clock.Now(); left > 0 && !interrupt.Came();
         left = until - clock.Now())
        clock.Wait(interrupt.CanCome() ? std::min(left, kSlice) : left);
}

}  // namespace plumb::dataflow
