#pragma once

#include <string>

#include "harness/selftest/matrix.h"

namespace plumb::selftest {

/// The matrix for a terminal, `columns` wide where words allow it: a line for each check with the
/// number of defects that it catches and below it their names, proofs first; then what is wrong,
/// and one line that says it all. Ends with a line break.
std::string MatrixText(const Matrix& matrix, std::size_t columns);

/// "The self-test passes: 67 of 67 defects are caught, 78 of 79 checks are proven."
std::string Headline(const Matrix& matrix);

/// How many defects can show on the checklists that were tried, and how many of them were caught.
struct Catch {
    int caught = 0;
    int can_show = 0;
};
Catch CountCaught(const Matrix& matrix);

}  // namespace plumb::selftest
