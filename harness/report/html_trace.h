#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// The list of known deviations and what this run says of it; "" when there is no list.
std::string HtmlDeviations(const ReportModel& model);

/// From each sentence of the document to its checks and cases, and from each check back.
std::string HtmlTraceability(const ReportModel& model);

}  // namespace plumb::report
