#pragma once

#include <vector>

#include "harness/catalogue/catalogue.h"
#include "harness/plan/plan.h"

namespace plumb::selftest {

/// The cases of a plan that are run against a defect in company, as ascending indexes: of a check
/// that is tried with the rows of a value table, the first row for each flow, clause and direction
/// stands for all, unless `all_rows`. What a check proves is always asked with all its rows.
std::vector<std::size_t> Company(const plan::Plan& plan, const catalogue::Catalogue& catalogue,
                                 bool all_rows);

}  // namespace plumb::selftest
