#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "harness/plan/plan.h"
#include "harness/scenario/verdict.h"

namespace plumb::cli {

/// What the cases came to, by id.
using Outcomes = std::map<std::string, scenario::Outcome>;

/// GoogleTest as the runner's front end (design, section 5): every case of a plan is registered as
/// a test, so that its filters, shards and listings work. A test body only states the verdict that
/// the lockstep has reached; the exit status is never GoogleTest's.
struct GtestRun {
    const plan::Plan& plan;
    bool is_live = false;
    /// Runs the selected cases (indexes into the plan) and returns their verdicts by case id.
    std::function<Outcomes(const std::vector<std::size_t>&)> run;
};

/// The name under which GoogleTest knows a case: '-' is written '_', since it starts a negative
/// filter. "users-to-customers/equal-value-links/plain" -> {"users_to_customers",
/// "equal_value_links/plain"}.
std::pair<std::string, std::string> GtestName(const plan::Case& one);

/// Registers the cases, applies the --gtest_… arguments and runs. Returns false when only a listing
/// was asked for. An argument that GoogleTest would misuse here is an input error.
Result<bool> RunThroughGtest(const GtestRun& run, const std::vector<std::string>& gtest_arguments);

}  // namespace plumb::cli
