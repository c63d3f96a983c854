#pragma once

#include "harness/report/result.h"

namespace plumb::report {

/// Holds the list of known deviations, which the journal keeps, against what the cases came to:
/// marks the failures that it excuses and says which entries no longer hold. An entry must hold for
/// each of its cases that was judged: a pattern that lists a case which passes is too wide. Comes
/// before the clauses are judged; a journal gives the same whenever it is read.
void ApplyDeviations(ReportModel& model);

}  // namespace plumb::report
