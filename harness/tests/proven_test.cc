// A check that cannot fail is a defect: every check is shown to fail on at least one faulty data
// flow, run with that check's cases alone.

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/tests/embedded_run.h"
#include "harness/tests/shipped.h"
#include "harness/yaml/fields.h"

namespace plumb {
namespace {

struct Witness {
    std::string defect;
    std::string checklist;  ///< path in the project
};

std::string PathOf(const std::string& checklist_id) {
    for (const std::string& path : testing::kChecklists) {
        if (std::filesystem::path(path).stem() == checklist_id) return path;
    }
    return "";
}

/// The defects that name a check, with the checklists on which they can be seen.
std::map<std::string, std::vector<Witness>> Witnesses() {
    std::map<std::string, std::vector<Witness>> witnesses;
    const auto file = yaml::ParseFile(std::string(PLUMB_SOURCE_DIR) + "/fixtures/defects.yaml");
    EXPECT_TRUE(file) << ToString(file.error());
    for (const yaml::Node::Entry& defect : file->Find("defects")->entries) {
        for (const yaml::Node& check : defect.value.Find("caught_by")->items) {
            for (const yaml::Node& checklist : defect.value.Find("shows_on")->items)
                witnesses[check.text].push_back({defect.key, PathOf(checklist.text)});
        }
    }
    return witnesses;
}

bool Catches(const std::string& check, const Witness& witness) {
    plan::Selection selection;
    selection.checks = {check};
    const auto plan = testing::PlanShipped(witness.checklist, selection);
    if (!plan) return false;  // the check has no case there
    const auto result = testing::RunEmbedded(*plan, {{witness.defect}, 1, false});
    return std::ranges::any_of(result.cases,
                               [](const auto& one) { return one.second.verdict == "fail"; });
}

std::vector<std::string> JudgingChecks() {
    const auto installation = cli::Installation::Find();
    const auto catalogue = catalogue::ReadCatalogue({(installation->Specs() / "checks").string()});
    std::vector<std::string> checks;
    for (const catalogue::CheckTemplate& check : catalogue->checks) {
        if (check.basis != scenario::Basis::kObserved) checks.push_back(check.check);
    }
    return checks;
}

class Proven : public ::testing::TestWithParam<std::string> {};

TEST_P(Proven, FailsOnAFaultyDataFlow) {
    const auto witnesses = Witnesses();
    const auto named = witnesses.find(GetParam());
    ASSERT_NE(named, witnesses.end()) << "unproven: fixtures/defects.yaml names it nowhere";
    std::string tried;
    for (const Witness& witness : named->second) {
        if (Catches(GetParam(), witness)) return;
        tried += "\n  " + witness.defect + " on " + witness.checklist;
    }
    FAIL() << "stays silent on every defect that names it:" << tried;
}

INSTANTIATE_TEST_SUITE_P(Checks, Proven, ::testing::ValuesIn(JudgingChecks()),
                         [](const auto& test) {
                             std::string name = test.param;
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

}  // namespace
}  // namespace plumb
