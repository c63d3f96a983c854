#pragma once

#include <string>
#include <string_view>

#include "harness/report/result.h"

namespace plumb::report {

/// Sums up what the control edits of all runs came to. Times count only where they passed by
/// themselves.
void ListLags(ReportModel& model);

/// The figures of one line, "–" for what was not measured.
struct LagWords {
    std::string p50, p95, max;  ///< "420 ms"
    std::string window;         ///< "1.3 s"
};
LagWords InWords(const LagResult& lag);

/// What a reader must know to read the figures.
std::string_view AboutLags(const ReportModel& model);

}  // namespace plumb::report
