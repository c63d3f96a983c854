#include "mocks/poweroffice/rate_limit.h"

namespace plumb::mocks::poweroffice {

bool RateLimit::Allow() {
    if (requests_per_second_ <= 0) return true;
    const std::scoped_lock lock(mutex_);
    const Milliseconds now = clock_.Now();
    if (now - second_began_ >= 1000) {
        second_began_ = now;
        requests_ = 0;
    }
    return ++requests_ <= requests_per_second_;
}

}  // namespace plumb::mocks::poweroffice
