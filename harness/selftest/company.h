#pragma once

#include <string>
#include <vector>

#include "harness/plan/plan.h"

namespace plumb::selftest {

/// The cases of a plan that are run against a defect in company, as ascending indexes. Of each
/// check and direction the first case stands for all flows, properties and rows, unless `all`: what
/// a check proves is asked of its cases alone. Cases that meet faults or need the world to
/// themselves have no company: only defects that name their check meet them.
std::vector<std::size_t> Company(const plan::Plan& plan, bool all);

/// Of the cases of one check, the first of each direction: they often prove it already.
std::vector<std::size_t> Sample(const plan::Plan& plan, const std::string& check);

}  // namespace plumb::selftest
