#include "harness/report/result.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "harness/report/exit_status.h"
#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/testing/result_matchers.h"

namespace plumb::report {
namespace {

using journal::Journal;
using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

struct Row {
    std::string basis;
    std::string verdict;  ///< "" for not run
    bool missing_need = false;
};

Journal RunOf(const std::vector<Row>& rows, const std::string& ended = "complete") {
    Journal made;
    made.events.push_back(MadeStart());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const std::string id = fmt::format("users-to-contactperson/check/{}", i);
        made.events.push_back(MadeCase(id, {"merge/1"}, rows[i].basis, "A summary."));
        if (rows[i].verdict.empty()) continue;
        journal::CaseJudged judged = MadeVerdict(id, rows[i].verdict, "a reason");
        judged.missing_need = rows[i].missing_need;
        made.events.push_back(judged);
    }
    if (!ended.empty()) {
        made.events.push_back(journal::RunFinished{kMadeAt + 1000, 0, ended, 1, 1, 1});
    }
    return made;
}

const ClauseResult& Clause(const ReportModel& model, const std::string& id) {
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            if (clause.id == id) return clause;
        }
    }
    ADD_FAILURE() << "no clause " << id;
    static const ClauseResult none;
    return none;
}

// --- judgement and exit status ------------------------------------------------------------------

struct Judged {
    const char* name;
    std::vector<Row> rows;
    Judgement judgement;
    Judgement others;
    int exit_status;
};

class Judgements : public ::testing::TestWithParam<Judged> {};

TEST_P(Judgements, FollowTheVerdictsOfTheSelectedCases) {
    const ReportModel model = ModelOf(RunOf(GetParam().rows));
    const ClauseResult& clause = Clause(model, "users-to-contactperson/merge/1");
    EXPECT_EQ(ToString(clause.judgement), ToString(GetParam().judgement));
    EXPECT_EQ(ToString(clause.others), ToString(GetParam().others));
    EXPECT_EQ(model.exit_status, GetParam().exit_status);
    EXPECT_EQ(model.judgement, clause.judgement);
}

constexpr auto kNone = Judgement::kNotRun;

INSTANTIATE_TEST_SUITE_P(
    Report, Judgements,
    ::testing::Values(
        Judged{"PassIsConformant", {{"stated", "pass"}}, Judgement::kConformant, kNone, 0},
        Judged{"AnyFailIsNonconformant",
               {{"stated", "error"}, {"implied", "fail"}, {"stated", "pass"}},
               Judgement::kNonconformant,
               kNone,
               1},
        Judged{"ElseAnyErrorIsUndecided",
               {{"stated", "inconclusive"}, {"stated", "error"}, {"stated", "pass"}},
               Judgement::kUndecided,
               kNone,
               3},
        Judged{"ElseAnyInconclusiveIsPartial",
               {{"stated", "pass"}, {"assumed", "inconclusive"}},
               Judgement::kPartial,
               kNone,
               4},
        Judged{"ElseAnyMissingNeedIsPartial",
               {{"stated", "pass"}, {"stated", "skipped", true}},
               Judgement::kPartial,
               kNone,
               4},
        Judged{"OtherSkipsDoNotCount",
               {{"stated", "pass"}, {"stated", "skipped", false}},
               Judgement::kConformant,
               kNone,
               0},
        Judged{"ObservedDoesNotCount",
               {{"stated", "pass"}, {"observed", "observed"}, {"stated", "observed"}},
               Judgement::kConformant,
               kNone,
               0},
        Judged{"AFailureWhileObservingDoesNotCount",
               {{"stated", "pass"}, {"observed", "error"}},
               Judgement::kConformant,
               kNone,
               0},
        Judged{"OnlyObservedIsNotRun", {{"observed", "observed"}}, kNone, kNone, 4},
        Judged{"OnlySkippedIsNotRun", {{"stated", "skipped", false}}, kNone, kNone, 4},
        Judged{"NotRunIsNeverGreen", {{"stated", ""}}, kNone, kNone, 4},
        Judged{"PartlyRunIsNeverGreen",
               {{"stated", "pass"}, {"stated", ""}},
               Judgement::kPartial,
               kNone,
               4},
        Judged{"BeyondTheGateIsJudgedApart",
               {{"stated", "pass"}, {"platform", "fail"}, {"hygiene", "pass"}},
               Judgement::kConformant,
               Judgement::kNonconformant,
               0},
        Judged{
            "NothingGatedIsNoSuccess", {{"platform", "pass"}}, kNone, Judgement::kConformant, 4}),
    [](const auto& test) { return test.param.name; });

TEST(Report, JudgesEveryBasisOfAClauseByItself) {
    const ReportModel model = ModelOf(RunOf(
        {{"stated", "pass"}, {"implied", "fail"}, {"platform", "error"}, {"stated", "pass"}}));
    const auto& bases = Clause(model, "users-to-contactperson/merge/1").bases;
    ASSERT_THAT(bases, SizeIs(3));
    EXPECT_EQ(bases[0].judgement, Judgement::kConformant);
    EXPECT_EQ(bases[0].counts.pass, 2);
    EXPECT_EQ(bases[1].judgement, Judgement::kNonconformant);
    EXPECT_EQ(bases[2].judgement, Judgement::kUndecided);
    EXPECT_FALSE(bases[2].gated);
}

TEST(Report, MovesTheGateAsTheRunWasTold) {
    Journal made = RunOf({{"stated", "pass"}, {"platform", "fail"}});
    std::get<journal::RunStarted>(made.events[0]).gate = {"stated", "platform"};
    EXPECT_EQ(ModelOf(std::move(made)).exit_status, 1);
}

TEST(Report, ListsTheCasesThatDoNotCount) {
    const ReportModel model = ModelOf(RunOf({{"stated", "pass"},
                                             {"stated", "skipped", false},
                                             {"observed", "observed"},
                                             {"stated", "skipped", true}}));
    EXPECT_THAT(Clause(model, "users-to-contactperson/merge/1").not_counted, ElementsAre(1, 2));
}

TEST(Report, CountsACaseForEveryClauseThatItNames) {
    Journal made = RunOf({{"stated", "fail"}});
    std::get<journal::CasePlanned>(made.events[1]).clauses = {"users-to-contactperson/merge/1",
                                                              "users-to-customers/merge/1"};
    const ReportModel model = ModelOf(std::move(made));
    EXPECT_EQ(Clause(model, "users-to-contactperson/merge/1").judgement, Judgement::kNonconformant);
    EXPECT_EQ(Clause(model, "users-to-customers/merge/1").judgement, Judgement::kNonconformant);
    EXPECT_EQ(model.counts.fail, 1);
}

TEST(Report, NeverHidesACaseThatNamesNoClause) {
    Journal made = RunOf({{"stated", "fail"}});
    std::get<journal::CasePlanned>(made.events[1]).clauses.clear();
    EXPECT_EQ(ModelOf(std::move(made)).exit_status, 1);
}

// --- runs that did not end, shards --------------------------------------------------------------

TEST(Report, OfAKilledRunIsIncomplete) {
    const ReportModel model = ModelOf(RunOf({{"stated", "pass"}, {"stated", ""}}, ""));
    EXPECT_FALSE(model.complete);
    EXPECT_THAT(model.incomplete_why, HasSubstr("killed"));
    EXPECT_EQ(model.exit_status, 3);
    EXPECT_EQ(ExitStatusIfEnded(model, "complete"), 4);
    EXPECT_EQ(model.end, kMadeAt + 800);
}

TEST(Report, OfAKilledRunSaysHowManyCasesItNeverCameTo) {
    Journal made = RunOf({{"stated", "pass"}}, "");
    std::get<journal::RunStarted>(made.events[0]).cases = 5;
    EXPECT_THAT(ModelOf(std::move(made)).incomplete_why,
                HasSubstr("4 of its 5 selected cases are not in the journal"));
}

TEST(Report, OfARunThatEndedEarlySaysWhy) {
    EXPECT_EQ(ModelOf(RunOf({{"stated", "pass"}}, "interrupted")).incomplete_why, "interrupted");
    EXPECT_EQ(ModelOf(RunOf({{"stated", "pass"}}, "interrupted")).exit_status, 3);
    EXPECT_EQ(ModelOf(RunOf({{"stated", "fail"}}, "interrupted")).exit_status, 1);
}

TEST(Report, OfARunThatCouldNotStartHoldsItsNotes) {
    Journal made;
    made.events.push_back(journal::Noted{kMadeAt, "port 41001 is in use", true});
    const ReportModel model = ModelOf(std::move(made));
    EXPECT_EQ(model.exit_status, 3);
    EXPECT_EQ(model.incomplete_why, "the run could not start");
    ASSERT_THAT(model.notes, SizeIs(1));
    EXPECT_TRUE(model.notes[0].is_error);
}

TEST(Report, OfAnEmptyShardIsNoFailure) {
    Journal made = RunOf({});
    EXPECT_EQ(ModelOf(made).exit_status, 2) << "an empty selection is a usage error";
    std::get<journal::RunStarted>(made.events[0]).shard = "5/5";
    EXPECT_EQ(ModelOf(made).exit_status, 0);
}

TEST(Report, MergesShardsAsOneRun) {
    Journal first = RunOf({{"stated", "pass"}});
    Journal second = RunOf({{"stated", "fail"}, {"stated", "pass"}});
    const auto model = FromJournals({first, second});
    ASSERT_THAT(model, IsOk());
    EXPECT_THAT(model->runs, SizeIs(2));
    EXPECT_THAT(model->cases, SizeIs(3));
    EXPECT_EQ(model->exit_status, 1);
    EXPECT_THAT(model->notes, SizeIs(1)) << "both shards say the same";
}

TEST(Report, OfOneUnfinishedShardIsIncomplete) {
    EXPECT_EQ(
        FromJournals({RunOf({{"stated", "pass"}}), RunOf({{"stated", "pass"}}, "")})->exit_status,
        3);
}

// --- what stands beside the verdicts -------------------------------------------------------------

TEST(Report, TellsTheClausesInTheOrderOfTheDocument) {
    const ReportModel model = ModelOf(MadeJournal());
    ASSERT_THAT(model.flows, SizeIs(2));
    EXPECT_EQ(model.flows[0].id, "users-to-contactperson");
    EXPECT_TRUE(model.flows[0].lists_no_property);
    std::vector<std::string> ids;
    for (const auto& clause : model.flows[1].clauses) ids.push_back(clause.id);
    EXPECT_THAT(ids,
                ElementsAre("users-to-customers/create", "users-to-customers/merge/1",
                            "users-to-customers/keep-in-sync", "users-to-customers/property/1",
                            "users-to-customers/property/2", "users-to-customers/nothing-else"));
    EXPECT_EQ(model.document, "made-up-users.rst");
    EXPECT_EQ(Clause(model, "users-to-contactperson/merge/1").line, 23);
}

TEST(Report, ListsAssumptionsWithSentenceAndLine) {
    const ReportModel model = ModelOf(MadeJournal());
    ASSERT_THAT(model.assumptions, SizeIs(1));
    EXPECT_EQ(model.assumptions[0].clause, "users-to-contactperson/keep-in-sync");
    EXPECT_THAT(model.assumptions[0].sentence, HasSubstr("regardless of where it is edited"));
    EXPECT_EQ(model.assumptions[0].line, 26);
    EXPECT_THAT(model.assumptions[0].readings, ElementsAre(HasSubstr("arrives as emailAddress")));
}

TEST(Report, SaysWhatWouldMakeACaseDecidable) {
    const ReportModel model = ModelOf(MadeJournal());
    std::vector<std::string> remedies;
    for (const Undecided& undecided : model.undecided) remedies.push_back(undecided.remedy);
    EXPECT_THAT(remedies, ElementsAre(HasSubstr("control edits do not arrive"),
                                      HasSubstr("how the data flow is restarted"),
                                      HasSubstr("not the data flow's fault"),
                                      HasSubstr("let the run reach its end")));
}

TEST(Report, GathersTheEvidenceOfACase) {
    const ReportModel model = ModelOf(MadeJournal());
    EXPECT_THAT(model.cases[0].exchanges, SizeIs(4));
    EXPECT_EQ(model.cases[0].repeat,
              "plumb run made-up-users.yaml --seed 42 --filter "
              "users-to-contactperson/source-edit-arrives/1.to-target.umlaut");
    EXPECT_THAT(model.cases[2].exchanges, IsEmpty());
}

TEST(Report, TakesTheLastVerdictOfACaseAndTheEvidenceThatItNames) {
    Journal made = RunOf({{"stated", "fail"}}, "");
    journal::CaseJudged& judged = std::get<journal::CaseJudged>(made.events.back());
    judged.exchanges = {1};
    journal::CaseJudged confirmed = judged;
    confirmed.confirmed = "fails alone";
    made.events.push_back(MadeExchange(1, judged.id, "create", "POST", "http://h/", "", 200, ""));
    made.events.push_back(MadeExchange(2, judged.id, "create", "POST", "http://h/", "", 200, ""));
    made.events.push_back(confirmed);
    const ReportModel model = ModelOf(std::move(made));
    EXPECT_EQ(model.cases[0].judged.confirmed, "fails alone");
    EXPECT_THAT(model.cases[0].exchanges, ElementsAre(0));
    EXPECT_EQ(model.counts.fail, 1);
}

TEST(Report, GoesOnWithoutSentencesWhenTheChecklistCannotBeRead) {
    Journal made = MadeJournal();
    std::get<journal::RunStarted>(made.events[0]).checklist = {{"checklist", 1}};
    const ReportModel model = ModelOf(std::move(made));
    EXPECT_EQ(model.exit_status, 1);
    EXPECT_THAT(model.notes.back().text, HasSubstr("without their sentences"));
}

// --- journals that are wrong --------------------------------------------------------------------

TEST(Report, RefusesWordsThatNoVerdictAndNoBasisHas) {
    EXPECT_THAT(FromJournals({RunOf({{"stated", "splendid"}})}), Fails(HasSubstr("'splendid'")));
    EXPECT_THAT(FromJournals({RunOf({{"rumoured", "pass"}})}), Fails(HasSubstr("'rumoured'")));
}

TEST(Report, RefusesToMixChecklists) {
    Journal other = RunOf({{"stated", "pass"}});
    std::get<journal::RunStarted>(other.events[0]).checklist_digest = "another";
    EXPECT_THAT(FromJournals({RunOf({{"stated", "pass"}}), other}),
                Fails(HasSubstr("different checklists")));
}

TEST(Report, RefusesAJournalOfALaterFormat) {
    Journal made = RunOf({});
    std::get<journal::RunStarted>(made.events[0]).format = 2;
    EXPECT_THAT(FromJournals({made}), Fails(HasSubstr("has format 2")));
}

TEST(Report, RefusesAnEmptyJournal) {
    EXPECT_THAT(FromJournals({Journal{}}), Fails(HasSubstr("the journal is empty")));
}

TEST(Report, SaysWhenAVerdictBelongsToNoPlannedCase) {
    Journal made = RunOf({{"stated", "pass"}});
    made.events.push_back(MadeVerdict("users-to-contactperson/stray/plain", "fail", "x"));
    EXPECT_THAT(ModelOf(std::move(made)).notes.back().text, HasSubstr("stray"));
}

}  // namespace
}  // namespace plumb::report
