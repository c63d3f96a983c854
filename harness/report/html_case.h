#pragma once

#include <string>
#include <vector>

#include "harness/report/result.h"

namespace plumb::report {

/// The cases of the HTML report, worst first, each folded. The page stays below `max_bytes` however
/// large the run was: evidence is shown for what did not pass first, then for what did, until the
/// room is used up; a case whose evidence was left out says so and where it is.
std::string HtmlCases(const ReportModel& model, std::size_t max_bytes);

}  // namespace plumb::report
