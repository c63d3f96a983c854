#pragma once

#include "harness/report/result.h"

namespace plumb::report {

/// Fills in the checks of a model whose clauses have their cases: which check speaks of which
/// clause, and which defects it is known to catch. Reads the journal's facts and nothing else.
void TraceChecks(ReportModel& model);

/// One line of the matrix clause × check: the cases of a clause that belong to one of its checks.
struct Trace {
    /// A sentence that is no clause; then there is nothing else.
    const checklist::OtherSentence* other = nullptr;
    const ClauseResult* clause = nullptr;
    const CheckResult* check = nullptr;  ///< nullptr: no check has a case for the clause
    std::vector<std::size_t> cases;      ///< indexes into ReportModel::cases
    Counts counts;
};

/// The whole matrix, in the order of the document: every sentence of it has a line. The model must
/// outlive it.
std::vector<Trace> TracesOf(const ReportModel& model);

/// "72 cases of 12 checks, which are known to catch 9 defects"; says where nobody has measured.
std::string Evidence(const ReportModel& model, const ClauseResult& clause);

}  // namespace plumb::report
