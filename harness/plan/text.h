#pragma once

#include <string>

#include "harness/plan/plan.h"

namespace plumb::plan {

/// What `plumb plan` prints to stdout: one line per case that begins with its full id, then its
/// basis, its summary and why it is skipped. With `steps` the steps and appended probes follow,
/// indented.
std::string CaseLines(const Plan& plan, bool steps);

/// How many cases in how many waves, and what they take of the systems: one line.
std::string CostLine(const Plan& plan);

/// What it prints to stderr: cost, waves, and for each clause how it can be decided and what is
/// missing.
std::string OutlookLines(const Plan& plan);

}  // namespace plumb::plan
