#include "harness/cli/scenario_setup.h"

#include <fmt/format.h>
#include <filesystem>

#include "harness/base/ids.h"
#include "harness/plan/scenario_plan.h"

namespace plumb::cli {

namespace fs = std::filesystem;

namespace {

/// Where a checklist of this id is shipped; empty when none is.
fs::path Shipped(const std::string& id, const Installation& installation) {
    if (id != Slug(id)) return {};
    for (const fs::path& folder :
         {installation.Specs() / "checklists", installation.Fixtures() / "checklists"}) {
        const fs::path file = folder / (id + ".yaml");
        std::error_code ignored;
        if (fs::is_regular_file(file, ignored)) return file;
    }
    return {};
}

}  // namespace

std::string ChecklistFileOf(const scenario::Scenario& scenario, const std::string& scenario_file,
                            const Installation& installation) {
    const fs::path shipped = Shipped(scenario.checklist, installation);
    if (!shipped.empty()) return shipped.string();
    return (fs::absolute(scenario_file).parent_path() / scenario.checklist)
        .lexically_normal()
        .string();
}

std::string ChecklistNameFor(const std::string& checklist_file, const std::string& folder,
                             const Installation& installation) {
    const std::string id = fs::path(checklist_file).stem().string();
    std::error_code failed;
    const fs::path shipped = Shipped(id, installation);
    if (!shipped.empty() && fs::equivalent(shipped, checklist_file, failed)) return id;
    const fs::path file = fs::absolute(checklist_file).lexically_normal();
    return file.lexically_relative(fs::absolute(folder).lexically_normal()).string();
}

Result<ScenarioSetup> ReadScenarioSetup(const std::string& file, const std::string& target) {
    const auto text = ReadText(file);
    if (!text) return tl::make_unexpected(text.error());
    auto scenario = scenario::ReadScenario(*text, file);
    if (!scenario) return tl::make_unexpected(scenario.error());
    const auto installation = Installation::Find();
    if (!installation) return tl::make_unexpected(installation.error());
    SetupArguments arguments;
    arguments.checklist = ChecklistFileOf(*scenario, file, *installation);
    arguments.target = target;
    auto setup = ReadSetup(arguments);
    if (!setup) return tl::make_unexpected(setup.error());
    auto plan =
        plan::PlanScenarios({*scenario}, setup->checklist, setup->profiles, setup->offer, file);
    if (!plan) return tl::make_unexpected(plan.error());
    setup->selection.filters = {plan->cases.front().id};  // of the checklist it is a part
    return ScenarioSetup{*std::move(scenario), *std::move(setup), *std::move(plan)};
}

}  // namespace plumb::cli
