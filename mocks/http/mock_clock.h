#pragma once

#include <atomic>

#include "harness/base/clock.h"

namespace plumb::mocks::http {

/// The time of one tenant, shared by all its mock servers. Virtual: starts at the wall clock, never
/// goes back, moves only by Wait() and by 1 ms per request (design, "Time"). Wall: the machine's
/// clock. Safe from several threads.
class MockClock final : public Clock {
  public:
    enum class Kind { kVirtual, kWall };
    explicit MockClock(Kind kind);

    Milliseconds Now() override;
    /// Virtual: moves the time at once. Wall: sleeps.
    void Wait(Milliseconds duration) override;
    /// Called for every request that a mock server answers.
    void Tick();
    Kind GetKind() const { return kind_; }

  private:
    Kind kind_;
    std::atomic<Milliseconds> now_;
};

}  // namespace plumb::mocks::http
