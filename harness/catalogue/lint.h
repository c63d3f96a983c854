#pragma once

#include <vector>

#include "harness/base/result.h"
#include "harness/catalogue/catalogue.h"

namespace plumb::catalogue {

/// What is wrong in a catalogue that reads well: references that stand for nothing, tables and
/// columns that do not exist, steps that use what was not made, cases that cannot fail or that no
/// control can guard, needs that are not declared, checks that apply nowhere, tables that nothing
/// uses. Every template is tried on a specimen in which every kind of clause occurs.
std::vector<Problem> Lint(const Catalogue& catalogue);

}  // namespace plumb::catalogue
