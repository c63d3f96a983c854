#include <fmt/format.h>

#include "harness/scenario/scenario.h"
#include "harness/scenario/step_writer.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

std::string WriteScenario(const Scenario& scenario) {
    std::string text =
        "# plumb replay THIS-FILE runs it again; `plumb schema scenario` describes its form.\n";
    const auto add = [&text](std::string_view key, const std::string& value) {
        if (!value.empty()) text += fmt::format("{}: {}\n", key, yaml::Scalar(value));
    };
    add("scenario", scenario.name);
    add("checklist", scenario.checklist);
    add("flow", scenario.flow);
    add("clause", scenario.clause);
    text += fmt::format("seed: {}\n", scenario.seed);
    std::vector<std::string> defects;
    for (const std::string& defect : scenario.defects) defects.push_back(yaml::Scalar(defect));
    if (!defects.empty()) text += fmt::format("defects: [{}]\n", fmt::join(defects, ", "));
    if (scenario.page_size > 0) text += fmt::format("page_size: {}\n", scenario.page_size);
    text += fmt::format("found_by: {}\n", ToString(scenario.found_by));
    add("why", scenario.why);
    if (scenario.faults_may_miss) text += "faults_may_miss: true\n";
    if (!scenario.cases.empty()) return text + "cases:\n" + WriteSideCases(scenario.cases);
    return text + "steps:\n" + WriteSteps(scenario.steps, 2);
}

}  // namespace plumb::scenario
