#pragma once

#include <string>

#include "harness/base/clock.h"

namespace plumb::mocks::sesam {

/// A token as a Sesam portal issues them: a JWT whose `principals` are keyed by subscription. The
/// node compares it as a whole, so its signature is random and its end is never looked at.
std::string MakeJwt(Milliseconds now);

}  // namespace plumb::mocks::sesam
