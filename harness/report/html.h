#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// One HTML file that needs nothing else: no request leaves it, it reads well without its script,
/// printed, in the dark and by keyboard ("/" searches). Its content security policy forbids
/// everything but its own style and script, so a hostile value that escaped would still do nothing.
std::string WriteHtml(const ReportModel& model);

}  // namespace plumb::report
