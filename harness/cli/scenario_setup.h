#pragma once

#include <string>

#include "harness/cli/setup.h"
#include "harness/scenario/scenario.h"

namespace plumb::cli {

/// The file of the checklist that a scenario names: a shipped one by its id, or a path from the
/// scenario's own folder.
std::string ChecklistFileOf(const scenario::Scenario& scenario, const std::string& scenario_file,
                            const Installation& installation);

/// The name by which a scenario in `folder` finds this checklist again: the id of a shipped one,
/// else a path from there.
std::string ChecklistNameFor(const std::string& checklist_file, const std::string& folder,
                             const Installation& installation);

/// A scenario with everything that it runs on, read and checked; nothing is started.
struct ScenarioSetup {
    scenario::Scenario scenario;
    Setup setup;
    plan::Plan plan;  ///< of its cases
};
/// `target` is a file; "" for the embedded mocks.
Result<ScenarioSetup> ReadScenarioSetup(const std::string& file, const std::string& target);

}  // namespace plumb::cli
