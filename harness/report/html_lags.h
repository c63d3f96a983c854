#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// How long edits took to cross, by flow and direction; "" where no control edit was looked for.
std::string HtmlLags(const ReportModel& model);

}  // namespace plumb::report
