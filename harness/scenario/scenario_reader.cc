#include <limits>

#include "harness/base/ids.h"
#include "harness/scenario/scenario.h"
#include "harness/scenario/step_lint.h"
#include "harness/scenario/step_reader.h"
#include "harness/yaml/fields.h"

namespace plumb::scenario {

namespace {

constexpr int kPageMax = 5'000;

std::string ReadSlug(yaml::Fields& fields) {
    const yaml::Node* node = fields.Required("scenario");
    std::string name = fields.Text("scenario").value_or("");
    if (node != nullptr && !name.empty() && name != Slug(name)) {
        fields.Report("the name '" + name + "' is no slug", node->place,
                      "lower-case letters, digits and '-': " + Slug(name));
    }
    return name;
}

FoundBy ReadFoundBy(yaml::Fields& fields) {
    const auto word = fields.OneOf("found_by", {"hand", "explore", "storm"});
    if (word == "explore") return FoundBy::kExplore;
    return word == "storm" ? FoundBy::kStorm : FoundBy::kHand;
}

}  // namespace

std::string_view ToString(FoundBy found_by) {
    switch (found_by) {
        case FoundBy::kHand:
            return "hand";
        case FoundBy::kExplore:
            return "explore";
        case FoundBy::kStorm:
            return "storm";
    }
    return "";
}

Result<Scenario> ReadScenario(std::string_view yaml, const std::string& file) {
    const Result<yaml::Node> node = yaml::Parse(yaml, file);
    if (!node) return tl::make_unexpected(node.error());
    std::vector<Problem> problems;
    yaml::Fields fields(*node, "a scenario", problems);
    if (!fields.IsMap()) return InputError(std::move(problems));
    Scenario scenario;
    scenario.name = ReadSlug(fields);
    scenario.checklist = fields.RequiredText("checklist");
    scenario.flow = fields.Text("flow").value_or("");
    scenario.clause = fields.Text("clause").value_or("");
    scenario.seed = static_cast<std::uint64_t>(
        fields.Integer("seed", 0, std::numeric_limits<std::int64_t>::max()).value_or(1));
    scenario.defects = fields.Texts("defects");
    scenario.page_size = static_cast<int>(fields.Integer("page_size", 1, kPageMax).value_or(0));
    scenario.found_by = ReadFoundBy(fields);
    scenario.why = fields.Text("why").value_or("");
    scenario.faults_may_miss = fields.Bool("faults_may_miss").value_or(false);
    if (const yaml::Node* cases = fields.Optional("cases")) {
        scenario.cases = ReadSideCases(*cases, problems);
        if (const yaml::Node* steps = fields.Optional("steps"))
            fields.Report("a scenario has either 'steps' or 'cases'", steps->place);
    } else if (const yaml::Node* steps = fields.Required("steps")) {
        scenario.steps = ReadSteps(*steps, problems);
    }
    fields.Finish();
    if (problems.empty() && scenario.cases.empty()) problems = LintSteps(scenario.steps, false);
    if (!problems.empty()) return InputError(std::move(problems));
    return scenario;
}

}  // namespace plumb::scenario
