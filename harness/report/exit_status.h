#pragma once

#include <string>
#include <string_view>

#include "harness/report/result.h"

namespace plumb::report {

/// The exit status of the program (design section 1), the only place that knows the table:
/// 0 otherwise · 1 a gated clause is nonconformant, an entry of the list of known deviations no
/// longer holds, or records that are not the run's were changed on a target that says `exclusive` ·
/// 2 usage or spec error, an empty selection too · 3 a gated clause is undecided, the run could not
/// start or finish, records of it remain, or an exclusive target could not be compared · 4 a gated
/// clause is partial, or cases were selected and none of the gated ones was judged. Precedence 2,
/// 1, 3, 4, 0. An empty shard is 0. A known deviation does not move it. A run of a whole checklist
/// one of whose clauses no check has a case for is 2, unless it is 1: a defect that was found is
/// not hidden by a hole in the catalogue.
int ExitStatus(const ReportModel& model);

/// As ExitStatus(), for a run that is about to write its last event, with `ended` as it will say
/// there ("complete", or why not): what is in the model of the run so far may lack that event.
int ExitStatusIfEnded(const ReportModel& model, std::string_view ended);

/// "every gated clause is conformant", …
std::string_view ExplainExitStatus(int status);

}  // namespace plumb::report
