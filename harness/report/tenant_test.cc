#include "harness/report/tenant.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/report/html.h"
#include "harness/report/json.h"
#include "harness/report/junit.h"
#include "harness/report/made_journal.h"
#include "harness/report/markdown.h"
#include "harness/report/summary.h"
#include "harness/testing/result_matchers.h"

namespace plumb::report {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kTouched =
    "Of the records of youtrack users that are not the run's, 1 changed (24-7), 2 appeared "
    "(24-8, …) meanwhile: not ours or not proven";

journal::Census CensusOf(const std::string& phase, bool exclusive) {
    journal::Census census;
    census.at = kMadeAt + 950;
    census.phase = phase;
    census.system = "youtrack";
    census.entity = "users";
    census.records = 12;
    census.exclusive = exclusive;
    return census;
}

journal::Census Touched(bool exclusive) {
    journal::Census census = CensusOf("after", exclusive);
    census.changed = 1;
    census.changed_ids = {"24-7"};
    census.appeared = 2;
    census.appeared_ids = {"24-8"};
    return census;
}

/// A run all of whose cases passed, and what came of its tenant.
ReportModel TenantModel(const std::vector<journal::Event>& after) {
    journal::Journal made;
    made.events.push_back(MadeStart());
    const std::string id = "users-to-contactperson/check/plain";
    made.events.push_back(MadeCase(id, {"merge/1"}, "stated", "A summary."));
    made.events.push_back(MadeVerdict(id, "pass", "it held"));
    made.events.insert(made.events.end(), after.begin(), after.end());
    made.events.push_back(journal::RunFinished{kMadeAt + 1000, 0, "complete", 1, 1, 1});
    auto model = FromJournals({made});
    EXPECT_THAT(model, plumb::testing::IsOk());
    return *std::move(model);
}

TEST(TenantReport, SaysNothingOfRecordsThatAreAsTheyWere) {
    const ReportModel model = TenantModel({CensusOf("before", true), CensusOf("after", true)});
    EXPECT_EQ(model.exit_status, TenantModel({}).exit_status);
    EXPECT_THAT(TenantInWords(model), IsEmpty());
    ASSERT_EQ(model.census.size(), 1U);
    EXPECT_EQ(model.census[0].outcome, CensusOutcome::kUntouched);
}

TEST(TenantReport, TellsOfChangesThatAreNotProvenToBeOurs) {
    const ReportModel model = TenantModel({CensusOf("before", false), Touched(false)});
    EXPECT_EQ(model.exit_status, TenantModel({}).exit_status);
    EXPECT_THAT(TenantInWords(model), ElementsAre(kTouched));
}

TEST(TenantReport, FailsARunOnAnExclusiveTenantWhoseOtherRecordsChanged) {
    EXPECT_EQ(TenantModel({CensusOf("before", true), Touched(true)}).exit_status, 1);
}

TEST(TenantReport, NeverTakesForUnchangedWhatCouldNotBeCompared) {
    const ReportModel killed = TenantModel({CensusOf("before", true)});
    EXPECT_EQ(killed.exit_status, 3);
    EXPECT_THAT(TenantInWords(killed), ElementsAre(HasSubstr("is not known: the run ended")));
    journal::Census unread = CensusOf("after", false);
    unread.unread = "it answered 503";
    const ReportModel model = TenantModel({CensusOf("before", false), unread});
    EXPECT_THAT(TenantInWords(model), ElementsAre(HasSubstr("is not known: it answered 503")));
}

TEST(TenantReport, EndsWithThreeWhileARecordOfTheRunRemains) {
    const journal::LeftBehind left{kMadeAt, "youtrack users 24-5", "http://h/users/24-5",
                                   "it owns a project"};
    const ReportModel model = TenantModel({left});
    EXPECT_EQ(model.exit_status, 3);
    EXPECT_THAT(
        TenantInWords(model),
        ElementsAre("youtrack users 24-5 could not be removed (http://h/users/24-5): it owns a "
                    "project"));
}

TEST(TenantReport, ListsWhatCouldOnlyBeBannedAndFailsNothingByIt) {
    const journal::LeftBehind banned{kMadeAt,
                                     "youtrack users 24-5",
                                     "http://h/users/24-5",
                                     "it owns a project",
                                     "is left with banned: true",
                                     true};
    const ReportModel model = TenantModel({banned});
    EXPECT_EQ(model.exit_status, TenantModel({}).exit_status);
    const std::string words = "youtrack users 24-5 is left with banned: true (http://h/users/24-5)";
    EXPECT_THAT(Summary(model, {}), HasSubstr("youtrack users 24-5 is left with banned"));
    EXPECT_THAT(WriteHtml(model), HasSubstr(words));
    EXPECT_THAT(WriteMarkdown(model), HasSubstr(words));
    EXPECT_THAT(WriteJUnit(model), HasSubstr("errors=\"0\""));
    EXPECT_EQ(ParseJson(WriteJson(model))["left_behind"][0]["settled"], true);
}

TEST(TenantReport, StandsInEveryReport) {
    const ReportModel model =
        TenantModel({CensusOf("before", true), Touched(true),
                     journal::LeftBehind{kMadeAt, "youtrack users 24-5", "http://h/users/24-5",
                                         "it is owned"}});
    EXPECT_THAT(Summary(model, {}), HasSubstr("youtrack users 24-5 could not be removed"));
    EXPECT_THAT(WriteHtml(model), HasSubstr("1 changed (24-7), 2 appeared"));
    EXPECT_THAT(WriteMarkdown(model), HasSubstr("1 changed (24-7), 2 appeared"));
    EXPECT_THAT(WriteJUnit(model), HasSubstr("1 changed (24-7), 2 appeared"));
    EXPECT_THAT(WriteJUnit(model), HasSubstr("errors=\"1\""));
    const Json json = ParseJson(WriteJson(model));
    EXPECT_EQ(json["census"][0]["outcome"], "touched");
    EXPECT_EQ(json["left_behind"][0]["record"], "youtrack users 24-5");
}

}  // namespace
}  // namespace plumb::report
