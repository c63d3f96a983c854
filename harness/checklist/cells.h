#pragma once

#include <string_view>

#include "harness/checklist/checklist.h"

namespace plumb::checklist {

/// Reads one cell of a table, a path and its conditions, into its side of `pair`:
/// `OrgNr (Dependant on having NO in CountryDependant on having  in Rank)`. Conditions are glued
/// together; value and path of one can be empty; each distinct one is kept once. False when the
/// conditions cannot be taken apart: then the whole text stands as the path.
bool ReadCell(std::string_view text, Side side, Pair& pair);

/// What a path holds that no path of the documents does, in words, such as "a blank", which is
/// often a condition that was misspelt; "" when there is nothing.
std::string_view OddIn(std::string_view path);

/// True for what the third column holds in a sound document: `N/A`, or DTL in JSON (a text or a
/// list). False for texts that lost brackets, and for an empty cell.
bool IsReadableType(std::string_view type);

}  // namespace plumb::checklist
