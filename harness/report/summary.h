#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

struct SummaryOptions {
    bool colour = false;               ///< ANSI colours; only for a terminal
    std::size_t failures_at_most = 5;  ///< more are counted
    std::size_t width = 100;           ///< columns; long values are cut
};

/// What `plumb run` prints at its end: one screen with the verdict per clause, the failures with
/// what was expected and seen and the command that repeats each, and the verdict of the run. Values
/// cannot steer the terminal. Where the reports are is left to the caller to say.
std::string Summary(const ReportModel& model, const SummaryOptions& options = {});

}  // namespace plumb::report
