#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// The first page of the HTML report (design, section 9), above the cases.

/// The verdict of the run, its cases in numbers, and the facts of the run.
std::string HtmlSummary(const ReportModel& model);
/// The verdict per flow and clause.
std::string HtmlClauses(const ReportModel& model);
/// Assumptions, what could not be decided and what would make it decidable, notes.
std::string HtmlRemarks(const ReportModel& model);

}  // namespace plumb::report
