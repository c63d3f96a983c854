#pragma once

#include <string>

#include "harness/report/result.h"

namespace plumb::report {

/// The report as JSON for programs, as specs/schema/report.schema.json describes it: everything but
/// the exchanges, which the journal holds.
std::string WriteJson(const ReportModel& model);

}  // namespace plumb::report
