#include "harness/report/deviations.h"

#include <gmock/gmock.h>

#include "harness/report/csv.h"
#include "harness/report/html.h"
#include "harness/report/json.h"
#include "harness/report/junit.h"
#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/report/markdown.h"
#include "harness/report/summary.h"
#include "harness/testing/golden.h"

namespace plumb::report {
namespace {

using deviation::Entry;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Entry kEntry{
    "users-to-contactperson/edit/*", "Names are cut.", "Kari", "SYNC-12", "2027-03-31", "cut", 4};

/// A run of cases users-to-contactperson/edit/0, 1 … with these verdicts; each fails as it is cut.
ReportModel RunWith(std::vector<Entry> entries, const std::vector<std::string>& verdicts,
                    const std::string& reason = "it is cut", const std::string& basis = "stated") {
    journal::Journal made;
    journal::RunStarted start = MadeStart();
    start.deviations = std::move(entries);
    start.deviations_file = "made-up-users.deviations.yaml";
    made.events.push_back(start);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
        const std::string id = "users-to-contactperson/edit/" + std::to_string(i);
        made.events.push_back(MadeCase(id, {"keep-in-sync"}, basis, "An edit arrives."));
        made.events.push_back(MadeVerdict(id, verdicts[i], reason));
    }
    made.events.push_back(journal::RunFinished{kMadeAt + 1000, 0, "complete", 1, 1, 1});
    return ModelOf(std::move(made));
}

const ClauseResult& ClauseOf(const ReportModel& model) {
    return *std::ranges::find(model.flows.at(0).clauses, "users-to-contactperson/keep-in-sync",
                              &ClauseResult::id);
}

TEST(Deviations, ExcuseAFailureAndCallNoClauseConformant) {
    const auto model = RunWith({kEntry}, {"fail", "fail"});
    EXPECT_EQ(model.exit_status, 0);
    EXPECT_EQ(ClauseOf(model).judgement, Judgement::kKnownDeviation);
    EXPECT_EQ(model.judgement, Judgement::kKnownDeviation);
    EXPECT_EQ(model.cases[0].verdict, scenario::Verdict::kFail);
    EXPECT_EQ(model.counts.known, 2);
    EXPECT_EQ(model.counts.fail, 0);
    EXPECT_THAT(model.deviations[0].excuses, ElementsAre(0u, 1u));
    EXPECT_THAT(model.deviations[0].no_longer, IsEmpty());
}

TEST(Deviations, MoveTheExitStatusOfNothingElse) {
    const auto with = [](const char* verdict) {
        Entry first = kEntry;
        first.cases = "users-to-contactperson/edit/0";
        return RunWith({first}, {"fail", verdict}).exit_status;
    };
    EXPECT_EQ(with("pass"), 0);
    EXPECT_EQ(with("fail"), 1);
    EXPECT_EQ(with("error"), 3);
    EXPECT_EQ(with("inconclusive"), 4);
}

struct Stale {
    const char* name;
    std::vector<std::string> verdicts;
    std::string reason;
    std::string expires;
    std::string said;
};

class StaleDeviation : public ::testing::TestWithParam<Stale> {};

TEST_P(StaleDeviation, FailsTheRunAndIsSaid) {
    for (const char* basis : {"stated", "hygiene"}) {
        Entry entry = kEntry;
        entry.expires = GetParam().expires;
        const auto model = RunWith({entry}, GetParam().verdicts, GetParam().reason, basis);
        EXPECT_EQ(model.exit_status, 1);
        ASSERT_THAT(model.deviations[0].no_longer, Not(IsEmpty()));
        EXPECT_EQ(model.deviations[0].no_longer[0], GetParam().said);
        EXPECT_THAT(Summary(model), AllOf(HasSubstr("1 entry of the list of known deviations no "
                                                    "longer holds"),
                                          HasSubstr("made-up-users.deviations.yaml:4")));
        EXPECT_THAT(WriteJUnit(model), HasSubstr(R"(classname="known deviations")"));
    }
}

const Stale kStale[] = {
    {"passes", {"pass"}, "", "2027-03-31", "listed but passes: users-to-contactperson/edit/0"},
    {"one_passes",
     {"fail", "pass"},
     "it is cut",
     "2027-03-31",
     "listed but passes: users-to-contactperson/edit/1"},
    {"other_message",
     {"fail"},
     "it is gone",
     "2027-03-31",
     "fails with another message: users-to-contactperson/edit/0: it is gone"},
    {"expired",
     {"fail"},
     "it is cut",
     "2026-11-21",
     "expired on 2026-11-21: users-to-contactperson/edit/0 still fails"},
    {"incomplete",
     {"fail"},
     "it is cut",
     "",
     "not complete, so it excuses nothing: users-to-contactperson/edit/0"},
};
INSTANTIATE_TEST_SUITE_P(Deviations, StaleDeviation, ::testing::ValuesIn(kStale),
                         [](const auto& tested) { return tested.param.name; });

TEST(Deviations, HoldOnTheirLastDay) {
    Entry entry = kEntry;
    entry.expires = "2026-11-22";
    EXPECT_EQ(RunWith({entry}, {"fail"}).exit_status, 0);
}

TEST(Deviations, SayNothingOfCasesThatWereNotSelectedOrNotDecided) {
    Entry elsewhere = kEntry;
    elsewhere.cases = "users-to-customers/*";
    const auto model = RunWith({elsewhere, kEntry}, {"inconclusive", "skipped", "error"});
    for (const DeviationResult& known : model.deviations) {
        EXPECT_THAT(known.no_longer, IsEmpty());
        EXPECT_THAT(known.excuses, IsEmpty());
    }
    EXPECT_EQ(RunWith({elsewhere}, {"pass"}).exit_status, 0);
}

TEST(Deviations, AreSkippedInJUnitAndNeverPassed) {
    const std::string xml = WriteJUnit(RunWith({kEntry}, {"fail"}));
    EXPECT_THAT(xml, HasSubstr(R"(<skipped type="known deviation")"));
    EXPECT_THAT(xml, HasSubstr(R"(failures="0")"));
    EXPECT_THAT(xml, Not(HasSubstr("<failure")));
}

TEST(Deviations, AreShownInEveryReport) {
    Entry stale = kEntry;
    stale.cases = "users-to-contactperson/edit/1";
    const auto model = RunWith({kEntry, stale}, {"fail", "pass"});
    plumb::testing::ExpectGolden("deviations.md", WriteMarkdown(model));
    plumb::testing::ExpectGolden("deviations.txt", Summary(model));
    for (const std::string& report : {WriteHtml(model), WriteJson(model), WriteTraceability(model)})
        EXPECT_THAT(report, HasSubstr("SYNC-12"));
}

}  // namespace
}  // namespace plumb::report
