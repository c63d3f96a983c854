// Cases that meet faults, and files of faults: what is said when a fault shows nothing, cannot be
// set, or is written wrongly.

#include <gmock/gmock.h>

#include <fstream>

#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/embedded_run.h"
#include "harness/tests/program.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* kCase = "users-to-customers/edit-arrives-although-a-write-failed";

/// What comes of one shipped case when its fault is another.
journal::CaseJudged RunWith(const Json& rule) {
    plan::Selection selection;
    selection.filters = {std::string(kCase) + "/to-target.status-503"};
    auto plan = testing::PlanShipped(testing::kChecklists[0], selection);
    EXPECT_THAT(plan, testing::IsOk());
    EXPECT_EQ(plan->cases.size(), 1u);
    for (scenario::Step& step : plan->cases[0].steps) {
        if (auto* fault = std::get_if<scenario::Fault>(&step.action)) fault->rule = rule;
    }
    return testing::RunEmbedded(*plan, {}).cases.begin()->second;
}

TEST(FaultCases, AFaultThatMeetsNobodyProvesNothing) {
    const auto judged =
        RunWith({{"match", {{"system", "target"}, {"operation", "delete"}, {"record", "target"}}},
                 {"verdict", "truncate"}});
    EXPECT_EQ(judged.verdict, "inconclusive");
    EXPECT_THAT(judged.reason, HasSubstr("met no request of the data flow"));
}

TEST(FaultCases, AFaultThatTheMockRefusesIsAnErrorOfTheCase) {
    const auto judged =
        RunWith({{"match", {{"system", "target"}, {"record", "target"}}}, {"verdict", "explode"}});
    EXPECT_EQ(judged.verdict, "error");
    EXPECT_THAT(judged.reason, HasSubstr("'explode' is no verdict"));
}

/// The record of the fault is the data flow's to create: that there is none is no error of ours.
TEST(FaultCases, AFaultOnARecordThatWasNeverCreatedIsTheDataFlowsFail) {
    plan::Selection selection;
    selection.filters = {std::string(kCase) + "/to-target.status-503"};
    const auto plan = testing::PlanShipped("fixtures/checklists/always-customers.yaml", selection);
    ASSERT_THAT(plan, testing::IsOk());
    ASSERT_EQ(plan->cases.size(), 1u);
    const auto trial = testing::RunEmbedded(*plan, {.defects = {"never-creates"}});
    const auto& judged = trial.cases.begin()->second;
    EXPECT_EQ(judged.verdict, "fail");
    EXPECT_THAT(judged.reason, HasSubstr("has not created the record that is to be met by"));
}

/// A system that shows the data flow no list, and no step has asked for that.
journal::CaseJudged RunWithoutListsOf(const std::string& entity, const std::string& case_id,
                                      const std::vector<std::string>& defects) {
    plan::Selection selection;
    selection.filters = {case_id};
    const auto plan = testing::PlanShipped(testing::kChecklists[0], selection);
    EXPECT_THAT(plan, testing::IsOk());
    EXPECT_EQ(plan->cases.size(), 1u);
    const Json listless = {{"match", {{"entity", entity}, {"operation", "list"}, {"times", 0}}},
                           {"verdict", {{"is", "status"}, {"status", 500}}}};
    const auto trial = testing::RunEmbedded(*plan, {.defects = defects, .faults = {listless}});
    return trial.cases.begin()->second;
}

TEST(FaultCases, WhatAFaultOfNobodysStepKeptFromArrivingIsInconclusive) {
    const auto judged =
        RunWithoutListsOf("customers", "users-to-customers/edit-arrives/to-target", {});
    EXPECT_EQ(judged.verdict, "inconclusive") << judged.reason;
    EXPECT_THAT(judged.reason, AllOf(HasSubstr("failed (pipe"),
                                     HasSubstr("no step had asked for the fault f1, which GET")));
}

TEST(FaultCases, WhatTheDataFlowDidWrongStaysItsFailWhateverFaultsItMet) {
    const auto judged = RunWithoutListsOf(
        "contactperson", "users-to-customers/unmatched-record-creates-nothing/to-target",
        {"creates-when-unlinked"});
    EXPECT_EQ(judged.verdict, "fail") << judged.reason;
}

constexpr const char* kBroken = R"(faults:
  - match: {system: youtrack, operation: update}
    verdict: {is: status, status: 999}
  - match: {system: youtrack, path: /v2/customers}
    verdict: truncate
  - verdict: drop
)";

TEST(FaultCases, MistakesInAFileOfFaultsAreNamedWithTheirPlaces) {
    const testing::TempDir folder;
    std::ofstream(folder.Path() / "faults.yaml") << kBroken;
    const auto places = AllOf(HasSubstr("faults.yaml:3:35"), HasSubstr("faults.yaml:4:12"),
                              HasSubstr("faults.yaml:6:14"));
    for (const char* arguments : {"lint faults.yaml", "mock --faults faults.yaml"}) {
        const auto output = testing::Plumb(folder.Path(), arguments);
        EXPECT_EQ(output.status, 2) << arguments;
        EXPECT_THAT(output.text, places) << arguments;
    }
}

TEST(FaultCases, AFileWithAFaultOfEveryKindIsClean) {
    const auto output = testing::Plumb(PLUMB_SOURCE_DIR, "lint fixtures/faults.yaml");
    EXPECT_EQ(output.status, 0) << output.text;
}

TEST(FaultCases, AGoodFileOfFaultsIsCleanAndSetFromTheStart) {
    const testing::TempDir folder;
    std::ofstream(folder.Path() / "faults.yaml")
        << "faults:\n  - verdict: {is: clock-skew, ms: -1000}\n    match: {system: youtrack}\n";
    EXPECT_EQ(testing::Plumb(folder.Path(), "lint faults.yaml").status, 0);
    const testing::MockProcess mock("--without-sesam --faults '" +
                                    (folder.Path() / "faults.yaml").string() + "'");
    EXPECT_THAT(mock.Line(), HasSubstr("systems"));
}

}  // namespace
}  // namespace plumb
