#include "harness/scenario/scenario.h"

#include <gmock/gmock.h>

#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/scenario/step_writer.h"
#include "harness/testing/fixture_files.h"
#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/yaml/node.h"

namespace plumb::scenario {
namespace {

using plumb::testing::IsOk;
using plumb::testing::ReadAll;

Scenario Everything() {
    Scenario scenario;
    scenario.name = "doubled-after-a-lost-answer";
    scenario.checklist = "../checklists/mine.yaml";
    scenario.flow = "users-to-customers";
    scenario.clause = "users-to-customers/create";
    scenario.seed = 9'007'199'254'740'993;
    scenario.defects = {"creates-twice", "trims-values"};
    scenario.page_size = 3;
    scenario.found_by = FoundBy::kStorm;
    scenario.why = "one record: \"not\" two, #1 of them";
    scenario.faults_may_miss = true;
    Create create;
    create.handle = "user";
    Fault fault;
    fault.rule = {{"match", {{"system", "target"}, {"path", "/**"}, {"nth", 12}}},
                  {"verdict", "commit-then-drop"}};
    CountIs count;
    count.where = {{"Name", Fresh{"name"}}};
    count.is = 1;
    for (Action action : std::vector<Action>{create, fault, Sync{2}, Expect{count}})
        scenario.steps.push_back({std::move(action), {}});
    return scenario;
}

std::vector<Action> ActionsOf(const Scenario& scenario) {
    std::vector<Action> actions;
    for (const Step& step : scenario.steps) actions.push_back(step.action);
    return actions;
}

TEST(Scenario, IsWrittenAsPeopleReadItAndReadBackTheSame) {
    const std::string written = WriteScenario(Everything());
    plumb::testing::ExpectGolden("scenario.yaml", written);
    const auto read = ReadScenario(written, "scenario.yaml");
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(WriteScenario(*read), written);
    EXPECT_EQ(ActionsOf(*read), ActionsOf(Everything()));
    EXPECT_EQ(read->seed, Everything().seed);
    EXPECT_EQ(read->why, Everything().why);
    EXPECT_EQ(read->defects, Everything().defects);
    EXPECT_TRUE(read->faults_may_miss);
}

TEST(Scenario, NeedsOnlyANameAChecklistAndSteps) {
    const auto read = ReadScenario(
        "scenario: s\nchecklist: c\nsteps: [create: {source: a}, sync, expect: becomes-quiet]",
        "s.yaml");
    ASSERT_THAT(read, IsOk());
    EXPECT_EQ(read->found_by, FoundBy::kHand);
    EXPECT_EQ(read->seed, 1u);
    EXPECT_FALSE(read->faults_may_miss);
}

/// The schema with the steps of checks in it, as an editor resolves the reference.
bool SchemaAccepts(const std::string& yaml) {
    const auto schemas = std::filesystem::path(PLUMB_SOURCE_DIR) / "specs/schema";
    const std::string text =
        ReplaceAll(ReadAll(schemas / "scenario.schema.json"), "check.schema.json#", "#");
    Json filled = ParseJson(text);
    filled["definitions"] = ParseJson(ReadAll(schemas / "check.schema.json"))["definitions"];
    valijson::Schema schema;
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(filled),
                                            schema);
    const auto node = yaml::Parse(yaml, "scenario.yaml");
    if (!node) return false;
    const Json value = yaml::ToJson(*node);
    return valijson::Validator().validate(schema, valijson::adapters::NlohmannJsonAdapter(value),
                                          nullptr);
}

TEST(Scenario, HoldsSeveralCasesThatRunSideBySide) {
    const std::string yaml =
        "scenario: s\nchecklist: c\ncases:\n"
        "  - case: a\n    flow: f\n    property: {source: name, target: Name}\n    merge: 1\n"
        "    start_after: 2\n    steps: [create: {source: a}, sync, expect: becomes-quiet]\n"
        "  - case: b\n    steps: [create: {target: b}, sync, expect: becomes-quiet]\n";
    const auto read = ReadScenario(yaml, "s.yaml");
    ASSERT_THAT(read, IsOk());
    ASSERT_EQ(read->cases.size(), 2u);
    EXPECT_EQ(read->cases[0].pair->target, "Name");
    EXPECT_EQ(read->cases[0].start_after, 2);
    const std::string written = WriteScenario(*read);
    const auto again = ReadScenario(written, "s.yaml");
    ASSERT_THAT(again, IsOk());
    EXPECT_EQ(WriteScenario(*again), written);
    EXPECT_TRUE(SchemaAccepts(written));
    const auto twice = ReadScenario(ReplaceAll(yaml, "case: b", "case: a"), "s.yaml");
    ASSERT_FALSE(twice);
    EXPECT_THAT(ToString(twice.error()), ::testing::HasSubstr("two cases 'a'"));
    EXPECT_FALSE(ReadScenario(yaml + "steps: [sync]\n", "s.yaml"));
    EXPECT_FALSE(ReadScenario("scenario: s\nchecklist: c\ncases: []\n", "s.yaml"));
}

class BrokenScenario : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenScenario, IsRefusedWithEveryPlace) {
    const std::string name = GetParam();
    const auto file = plumb::testing::FixtureFolder("broken/scenarios") / (name + ".yaml");
    const auto read = ReadScenario(ReadAll(file), name + ".yaml");
    ASSERT_FALSE(read.has_value());
    plumb::testing::ExpectGolden("../broken/scenarios/" + name + ".problems",
                                 ToString(read.error()));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, BrokenScenario,
                         ::testing::ValuesIn(plumb::testing::FixtureNames("broken/scenarios",
                                                                          ".yaml")),
                         [](const auto& tested) { return plumb::testing::TestName(tested.param); });

TEST(ScenarioSchema, AcceptsWhatIsWrittenAndShipped) {
    EXPECT_TRUE(SchemaAccepts(WriteScenario(Everything())));
    for (const std::string& name : plumb::testing::FixtureNames("scenarios", ".yaml")) {
        const auto file = plumb::testing::FixtureFolder("scenarios") / (name + ".yaml");
        EXPECT_TRUE(SchemaAccepts(ReadAll(file))) << name;
    }
}

TEST(ScenarioSchema, RefusesMisspeltKeysAsTheReaderDoes) {
    for (const char* name : {"misspelt-keys", "empty"}) {
        const auto file =
            plumb::testing::FixtureFolder("broken/scenarios") / (std::string(name) + ".yaml");
        EXPECT_FALSE(SchemaAccepts(ReadAll(file))) << name;
    }
}

}  // namespace
}  // namespace plumb::scenario
