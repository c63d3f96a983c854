#pragma once

#include <algorithm>
#include <cmath>

namespace plumb::target {

/// How a rate limit is kept, so that no second holds more requests than it allows: what may come
/// at once after a pause, and what comes steadily, are within it together.
struct Pace {
    double at_once = 1;     ///< requests
    double per_second = 0;  ///< steadily; 0: there is no limit

    /// `requests_per_second` is the limit; 0 for none.
    static Pace Within(double requests_per_second) {
        constexpr double kPartAtOnce = 5;  // this part of a second's requests
        if (requests_per_second <= 0) return {};
        const double at_once = std::max(1.0, std::floor(requests_per_second / kPartAtOnce));
        if (at_once == 1) return {1, requests_per_second};
        return {at_once, requests_per_second - at_once};
    }
};

}  // namespace plumb::target
