#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// JUnit XML as Jenkins reads it (xunit-plugin, junit-10.xsd), and GitLab, GitHub and others with
/// it. That schema allows properties on suites only, so cases with the same clauses and the same
/// basis make one suite, which carries both as properties. A failure is the data flow's, an error
/// is not; what was inconclusive, skipped or not run is "skipped" with its reason; a run that did
/// not reach its end has an error of its own.
std::string WriteJUnit(const ReportModel& model);

}  // namespace plumb::report
