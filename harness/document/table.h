#pragma once

#include <vector>

#include "harness/document/document.h"
#include "harness/document/lines.h"
#include "harness/document/problem_list.h"

namespace plumb::document {

/// A table that belongs to a sentence: its header must name what the section is about.
struct TableForm {
    const Section& section;
    std::string_view target_system;  ///< as the document's title writes it
    std::size_t columns = 2;         ///< 2: merge rule, 3: properties
};

/// Reads the table that starts in the current line (IsTableStart), and leaves `lines` behind it.
/// Rows go to `rows`, also those that lack cells; whatever is not of the language is a problem.
void ReadTable(Lines& lines, const TableForm& form, std::vector<Row>& rows, ProblemList& problems);

/// True when the line begins a table.
bool IsTableStart(std::string_view line);

}  // namespace plumb::document
