#pragma once

#include "harness/base/clock.h"

namespace plumb::mocks::http {

/// How an answer leaves the server: by default whole, and the connection goes on. Anything else is
/// a fault that somebody asked for.
struct Delivery {
    enum class Part { kAll, kNothing, kHead, kHeadAndHalfOfBody };
    enum class Then {
        kGoOn,
        kClose,  ///< the client reads the end of the stream
        kReset,  ///< the client's next read or write fails
    };
    Part part = Part::kAll;
    Then then = Then::kGoOn;
    Milliseconds after_ms = 0;  ///< how long the answer stays in the server, by the machine's clock

    bool operator==(const Delivery&) const = default;
};

}  // namespace plumb::mocks::http
