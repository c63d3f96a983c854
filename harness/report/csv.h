#pragma once

#include <string>
#include <string_view>

#include "harness/report/result.h"

namespace plumb::report {

/// The traceability matrix as CSV (RFC 4180, UTF-8): from each sentence of the document to its
/// clause, its checks, their cases and verdicts; one line per clause and case, and one for a clause
/// without a case. Sorting it by case or check gives the way back.
std::string WriteTraceability(const ReportModel& model);

/// One value of a CSV line. In quotes where the format needs them; a text that a spreadsheet would
/// take for a formula begins with an apostrophe, and control characters are shown by their names.
std::string CsvField(std::string_view text);

}  // namespace plumb::report
