#pragma once

#include <string>

namespace plumb::mocks::sesam {

/// What one run of a pipe did.
struct RunReport {
    int processed = 0;    ///< records read, or requests that changed one
    std::string message;  ///< why it failed; "" when it did not
};

}  // namespace plumb::mocks::sesam
