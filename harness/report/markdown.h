#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// The report as a comment on a pull request, in GitHub's Markdown: the verdict per clause and one
/// line for each failure; short enough for a comment however large the run was. Values are escaped:
/// they make no markup, mention nobody and link to no issue.
std::string WriteMarkdown(const ReportModel& model);

}  // namespace plumb::report
