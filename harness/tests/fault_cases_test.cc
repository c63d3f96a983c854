// Cases that meet faults, and files of faults: what is said when a fault shows nothing, cannot be
// set, or is written wrongly.

#include <gmock/gmock.h>

#include <fstream>

#include "harness/plan/case_shape.h"
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

/// What comes of one shipped case when its fault is another and lasts for so many syncs, of two.
journal::CaseJudged RunWith(const Json& rule, int syncs = 2) {
    plan::Selection selection;
    selection.filters = {std::string(kCase) + "/to-target.status-503"};
    auto plan = testing::PlanShipped(testing::kChecklists[0], selection);
    EXPECT_THAT(plan, testing::IsOk());
    EXPECT_EQ(plan->cases.size(), 1u);
    auto& steps = plan->cases[0].steps;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        auto* fault = std::get_if<scenario::Fault>(&steps[i].action);
        if (fault == nullptr) continue;
        fault->rule = rule;
        steps[i + 1].action = scenario::Sync{.times = syncs};
        if (syncs == 1)
            steps.insert(steps.begin() + static_cast<std::ptrdiff_t>(i) + 1, steps[i + 1]);
        break;
    }
    plan::ShapeBySteps(plan->cases[0]);
    return testing::RunEmbedded(*plan, {}).cases.begin()->second;
}

/// Other faults make the data flow run again, and that would make good what it has given up.
TEST(FaultCases, NoOtherFaultHidesWhatADataFlowHasGivenUp) {
    plan::Selection selection;
    selection.checks = {"edit-arrives-although-a-write-failed"};
    const auto plan = testing::PlanShipped(testing::kChecklists[0], selection);
    ASSERT_THAT(plan, testing::IsOk());
    const auto trial = testing::RunEmbedded(*plan, {.defects = {"never-renews-token"}});
    const std::string id = std::string("users-to-contactperson/") + selection.checks[0];
    EXPECT_EQ(trial.cases.at(id + "/to-target.status-401").verdict, "fail");
    EXPECT_EQ(trial.cases.at(id + "/to-target.status-503").verdict, "pass");
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

std::string Story(const journal::CaseJudged& judged) {
    std::string story;
    for (const auto& moment : judged.timeline) story += moment.text + "\n";
    return story;
}

TEST(FaultCases, AFaultMayBeOnASystemAsAWholeUntilTheSyncIsOver) {
    const Json match = {{"system", "target"}};
    const auto refused = RunWith({{"match", match}, {"verdict", "refuse"}}, 1);
    EXPECT_EQ(refused.verdict, "pass") << refused.reason;
    EXPECT_THAT(Story(refused),
                AllOf(HasSubstr("(refuse) is over"), HasSubstr("no answer: Connection")));
    const auto twice = RunWith({{"match", match}, {"verdict", "refuse"}});
    EXPECT_EQ(twice.verdict, "fail")
        << "nothing arrives in two syncs that are both refused; " << twice.reason;
    const auto skewed =
        RunWith({{"match", match}, {"verdict", {{"is", "clock-skew"}, {"ms", 60'000}}}}, 1);
    EXPECT_EQ(skewed.verdict, "pass") << skewed.reason;
    EXPECT_THAT(Story(skewed), HasSubstr("(clock-skew) is over"));
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

/// The record that was created still has what a person's edit replaced, and is no second one.
TEST(FaultCases, AFormerValueThatIsStillThereAfterAFaultOfNobodysStepIsNoFail) {
    plan::Selection selection;
    selection.checks = {"edit-after-creation-creates-no-second"};
    const auto plan = testing::PlanShipped("fixtures/checklists/always-customers.yaml", selection);
    ASSERT_THAT(plan, testing::IsOk());
    bool was_still_there = false;
    for (int nth = 1; nth <= 12; ++nth) {
        const Json listless = {
            {"match", {{"entity", "users"}, {"operation", "list"}, {"nth", nth}, {"times", 0}}},
            {"verdict", {{"is", "status"}, {"status", 500}}}};
        const auto trial = testing::RunEmbedded(*plan, {.faults = {listless}});
        const auto& judged = trial.cases.begin()->second;
        EXPECT_NE(judged.verdict, "fail") << nth << " " << judged.reason;
        for (const auto& expectation : judged.expectations) {
            was_still_there = was_still_there || (expectation.verdict == "inconclusive" &&
                                                  expectation.seen.starts_with("1 of them"));
        }
    }
    EXPECT_TRUE(was_still_there);
}

/// A list that broke off lets the data flow write before it lists again, and slow answers let its
/// writes come so late that a cursor goes past what the list lacks then.
TEST(FaultCases, AnEditThatAListLacksAfterAFaultOfNobodysStepIsNoFail) {
    plan::Selection selection;
    selection.filters = {"users-to-customers/edit-arrives-although-a-list-lacked-it/to-source"};
    auto plan = testing::PlanShipped(testing::kChecklists[1], selection);
    ASSERT_THAT(plan, testing::IsOk());
    plan->cases[0].needs_control = true;  // edits that cross, as those of other cases do
    const Json slow = {{"match", {{"system", "youtrack"}, {"times", 0}}},
                       {"verdict", {{"is", "delay"}, {"ms", 5'000}}}};
    int undecided = 0;
    for (int nth = 1; nth <= 12; ++nth) {
        const Json list = {{"system", "poweroffice-go"},
                           {"entity", "customers"},
                           {"operation", "list"},
                           {"nth", nth}};
        const auto trial = testing::RunEmbedded(
            *plan, {.faults = {slow, {{"match", list}, {"verdict", "malformed"}}}});
        const auto& judged = trial.cases.begin()->second;
        EXPECT_NE(judged.verdict, "fail") << "list " << nth << ": " << judged.reason;
        undecided += judged.verdict == "inconclusive";
    }
    EXPECT_GT(undecided, 0);
}

TEST(FaultCases, WhatTheDataFlowDidWrongStaysItsFailWhateverFaultsItMet) {
    const auto judged = RunWithoutListsOf(
        "contactperson", "users-to-customers/unmatched-record-creates-nothing/to-target",
        {"creates-when-unlinked"});
    EXPECT_EQ(judged.verdict, "fail") << judged.reason;
}

/// What the first sync could not create is no change of it when the second one does.
TEST(FaultCases, ARecordThatIsCreatedAfterTheMarkIsNoChangeOfARecord) {
    plan::Selection selection;
    selection.filters = {
        "users-to-customers/edit-of-an-unlisted-property-does-not-cross/to-target.login"};
    const auto plan = testing::PlanShipped("fixtures/checklists/always-customers.yaml", selection);
    ASSERT_THAT(plan, testing::IsOk());
    ASSERT_EQ(plan->cases.size(), 1u);
    // Two rounds with six attempts each: the first sync.
    const Json late = {{"match", {{"entity", "users"}, {"operation", "list"}, {"times", 12}}},
                       {"verdict", {{"is", "status"}, {"status", 500}}}};
    const auto trial = testing::RunEmbedded(*plan, {.faults = {late}});
    const auto& judged = trial.cases.begin()->second;
    EXPECT_EQ(judged.verdict, "inconclusive") << judged.reason;
    EXPECT_THAT(judged.reason, AllOf(HasSubstr("created only after the mark"),
                                     HasSubstr("no step had asked for the fault f1")));
}

/// It does not know what became of a write whose answer nobody could read, and says it once more.
TEST(FaultCases, AWriteThatMetAFaultOfNobodysStepMayBeRepeated) {
    plan::Selection selection;
    selection.filters = {"users-to-customers/one-edit-causes-one-write/to-target"};
    const auto plan = testing::PlanShipped(testing::kChecklists[0], selection);
    ASSERT_THAT(plan, testing::IsOk());
    ASSERT_EQ(plan->cases.size(), 1u);
    const Json lost = {
        {"match",
         {{"entity", "customers"}, {"operation", "update"}, {"times", 0}, {"chance", 0.5}}},
        {"verdict", "malformed"}};
    const auto trial = testing::RunEmbedded(*plan, {.faults = {lost}});
    EXPECT_NE(trial.cases.begin()->second.verdict, "fail") << trial.cases.begin()->second.reason;
}

/// What a broken sync could not do comes with a later one, after the case's mark. "" when the case
/// never fails for that, and some seed shows it.
std::string WhatIsWrongWithLateWrites(const std::string& checklist, const std::string& case_id,
                                      const std::string& list) {
    plan::Selection selection;
    selection.filters = {case_id};
    const auto plan = testing::PlanShipped(checklist, selection);
    if (!plan || plan->cases.size() != 1u) return "the case is not planned";
    bool came_late = false;
    for (int seed = 1; seed <= 6; ++seed) {
        const Json broken = {{"match",
                              {{"entity", list},
                               {"operation", "list"},
                               {"times", 0},
                               {"chance", 0.4},
                               {"seed", seed}}},
                             {"verdict", "malformed"}};
        const auto judged = testing::RunEmbedded(*plan, {.faults = {broken}}).cases.begin()->second;
        if (judged.verdict == "fail") return judged.reason;
        came_late = came_late || judged.reason.find("; seen: 1\n") != std::string::npos;
    }
    return came_late ? "" : "no seed shows it";
}

TEST(FaultCases, AnEditThatArrivesLateAfterAFaultOfNobodysStepIsNotAWriteTooMany) {
    EXPECT_EQ(WhatIsWrongWithLateWrites(testing::kChecklists[0],
                                        "users-to-customers/further-syncs-write-nothing/to-source",
                                        "customers"),
              "");
}

TEST(FaultCases, ACreationThatComesLateAfterAFaultOfNobodysStepIsNotAWriteTooMany) {
    EXPECT_EQ(WhatIsWrongWithLateWrites(testing::kChecklists[2],
                                        "users-to-customers/further-syncs-write-nothing/to-target",
                                        "users"),
              "");
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

constexpr const char* kBrokenSteps = R"(- check: mine
  of: keep-in-sync
  for: direction
  basis: hygiene
  property: P29
  needs: [faults]
  summary: An edit of {from.path} arrives.
  steps:
    - given: linked-pair
    - fault: {match: {system: $to, record: $to, nht: 2}, verdict: truncate}
    - fault: {match: {system: $to, operation: update}, verdict: {is: page-shift, records: 1}}
    - fault: {match: {system: $to}, verdict: {is: status, status: 999}}
    - sync
    - expect: {linked: [source, target]}
)";

TEST(FaultCases, MistakesInTheFaultsOfAStepAreNamedWithTheirPlaces) {
    const testing::TempDir folder;
    std::ofstream(folder.Path() / "mine.yaml") << kBrokenSteps;
    const auto output = testing::Plumb(folder.Path(), "lint mine.yaml");
    EXPECT_EQ(output.status, 2);
    EXPECT_THAT(output.text, AllOf(HasSubstr("mine.yaml:10:49"), HasSubstr("did you mean 'nth'"),
                                   HasSubstr("mine.yaml:11:22"), HasSubstr("can ever be met"),
                                   HasSubstr("mine.yaml:12:67")));
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
