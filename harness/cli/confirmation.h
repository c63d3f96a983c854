#pragma once

#include <iosfwd>

#include "harness/base/result.h"
#include "harness/cli/setup.h"
#include "harness/plan/plan.h"

namespace plumb::cli {

/// Where a person can be asked.
struct Terminal {
    std::istream& answers;
    std::ostream& questions;
    bool has_person = false;  ///< false: nobody is there to answer, as in CI

    static Terminal OfThisProcess();
};

/// Leave to act on a target that is no mock: shows where the plan goes and what it takes, and goes
/// on only when the command line said `yes`, or when a person types the target's name. Asks nothing
/// of mocks. An input error when leave is not given.
Status AskLeave(const Setup& setup, const plan::Plan& plan, bool yes, Terminal terminal);

}  // namespace plumb::cli
