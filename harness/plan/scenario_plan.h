#pragma once

#include <string>
#include <vector>

#include "harness/plan/planner.h"
#include "harness/scenario/scenario.h"

namespace plumb::plan {

/// Scenarios as a plan: each becomes one case, "<flow>/<found by>/<name>", of basis `implied`
/// (one that holds several becomes as many, which run side by side in their order), fitted to the
/// target like any other. An error of kind kInput names what a scenario asks for and the checklist
/// does not have: a flow, a clause, an entity that no profile knows. `file` is for that error only.
Result<Plan> PlanScenarios(const std::vector<scenario::Scenario>& scenarios,
                           const checklist::Checklist& checklist,
                           const std::vector<target::Profile>& profiles, const Offer& offer,
                           const std::string& file);

}  // namespace plumb::plan
