#include "mocks/http/mock_clock.h"

namespace plumb::mocks::http {

MockClock::MockClock(Kind kind) : kind_(kind), now_(WallClock().Now()) {}

Milliseconds MockClock::Now() {
    return kind_ == Kind::kWall ? WallClock().Now() : now_.load();
}

void MockClock::Wait(Milliseconds duration) {
    if (duration <= 0) return;
    if (kind_ == Kind::kWall) return WallClock().Wait(duration);
    now_ += duration;
}

void MockClock::Tick() {
    if (kind_ == Kind::kVirtual) ++now_;
}

}  // namespace plumb::mocks::http
