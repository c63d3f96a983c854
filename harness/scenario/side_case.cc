#include "harness/scenario/side_case.h"

#include <fmt/format.h>
#include <set>

#include "harness/base/ids.h"
#include "harness/scenario/step_lint.h"
#include "harness/scenario/step_reader.h"
#include "harness/scenario/step_writer.h"
#include "harness/yaml/fields.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

namespace {

constexpr int kMostSyncs = 100;
constexpr int kMostAlternatives = 1'000;

checklist::Pair ReadPair(const yaml::Node& node, std::vector<Problem>& problems) {
    yaml::Fields fields(node, "a pair", problems);
    if (!fields.IsMap()) return {};
    checklist::Pair pair;
    pair.source = fields.RequiredText("source");
    pair.target = fields.RequiredText("target");
    fields.Finish();
    return pair;
}

SideCase ReadSideCase(const yaml::Node& node, std::vector<Problem>& problems) {
    SideCase one;
    yaml::Fields fields(node, "a case", problems);
    if (!fields.IsMap()) return one;
    one.name = fields.RequiredText("case");
    if (!one.name.empty() && one.name != Slug(one.name))
        fields.Report("the name '" + one.name + "' is no slug", node.place,
                      "lower-case letters, digits and '-': " + Slug(one.name));
    one.flow = fields.Text("flow").value_or("");
    one.clause = fields.Text("clause").value_or("");
    one.summary = fields.Text("summary").value_or("");
    if (const yaml::Node* pair = fields.Optional("property")) one.pair = ReadPair(*pair, problems);
    one.merge = static_cast<int>(fields.Integer("merge", 1, kMostAlternatives).value_or(0));
    one.start_after = static_cast<int>(fields.Integer("start_after", 0, kMostSyncs).value_or(0));
    if (const yaml::Node* steps = fields.Required("steps")) {
        const std::size_t before = problems.size();
        one.steps = ReadSteps(*steps, problems);
        if (problems.size() == before) {
            for (Problem& problem : LintSteps(one.steps, false))
                problems.push_back(std::move(problem));
        }
    }
    fields.Finish();
    return one;
}

std::string WriteSideCase(const SideCase& one) {
    std::string text = fmt::format("  - case: {}\n", yaml::Scalar(one.name));
    const auto add = [&text](std::string_view key, const std::string& value) {
        if (!value.empty()) text += fmt::format("    {}: {}\n", key, yaml::Scalar(value));
    };
    add("flow", one.flow);
    add("clause", one.clause);
    add("summary", one.summary);
    if (one.pair)
        text += fmt::format("    property: {{source: {}, target: {}}}\n",
                            yaml::Scalar(one.pair->source), yaml::Scalar(one.pair->target));
    if (one.merge > 0) text += fmt::format("    merge: {}\n", one.merge);
    if (one.start_after > 0) text += fmt::format("    start_after: {}\n", one.start_after);
    return text + "    steps:\n" + WriteSteps(one.steps, 6);
}

}  // namespace

std::vector<SideCase> ReadSideCases(const yaml::Node& list, std::vector<Problem>& problems) {
    std::vector<SideCase> cases;
    if (!list.IsList() || list.items.empty()) {
        problems.push_back({"'cases' must be a list of cases", list.place, ""});
        return cases;
    }
    std::set<std::string> names;
    for (const yaml::Node& item : list.items) {
        cases.push_back(ReadSideCase(item, problems));
        const std::string& name = cases.back().name;
        if (!name.empty() && !names.insert(name).second)
            problems.push_back({"there are two cases '" + name + "'", item.place, ""});
    }
    return cases;
}

std::string WriteSideCases(const std::vector<SideCase>& cases) {
    std::string text;
    for (const SideCase& one : cases) text += WriteSideCase(one);
    return text;
}

}  // namespace plumb::scenario
