#pragma once

#include <string>
#include <vector>

#include "harness/report/result.h"

namespace plumb::report {

/// Takes from the runs what became of the tenant: which records of others have changed, and which
/// records of the runs are there still. Adds a note for each thing that a reader must know.
void ListTenant(ReportModel& model);

/// "untouched", "touched", "unknown"
std::string_view ToString(CensusOutcome outcome);

/// "youtrack users: 1 of 12 records that are not the run's changed (24-7): not ours or not proven";
/// "" when nothing is to be said.
std::string InWords(const CensusResult& census);
/// "youtrack users 24-5 could not be removed (http://…): it owns a project"
std::string InWords(const journal::LeftBehind& left);

/// All of that, in the order of the model.
std::vector<std::string> TenantInWords(const ReportModel& model);

}  // namespace plumb::report
