#include "harness/selftest/matrix.h"

#include <gmock/gmock.h>

#include "harness/selftest/made_evidence.h"
#include "harness/selftest/text.h"

namespace plumb::selftest {
namespace {

using scenario::Verdict;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Matrix, ACheckIsProvenByADefectThatNamesItAndThatItCatchesAlone) {
    MadeEvidence made;
    made.Add(kInCompany, "f/c/plain", Verdict::kFail);
    made.Add(kInCompany, "f/other/plain", Verdict::kFail);
    made.Add(kAlone, "f/c/plain", Verdict::kFail);
    const Matrix matrix = made.Judged();
    EXPECT_TRUE(matrix.Passes()) << MatrixText(matrix, 80);
    EXPECT_THAT(matrix.checks[0].proven_by, ElementsAre("d"));
    EXPECT_THAT(matrix.checks[1].proven_by, IsEmpty()) << "the defect does not name it";
    EXPECT_THAT(matrix.checks[1].catches, ElementsAre("d"));
}

TEST(Matrix, WhatIsCaughtOnlyInCompanyProvesNothing) {
    MadeEvidence made;
    made.Add(kInCompany, "f/c/plain", Verdict::kFail);
    made.Add(kAlone, "f/c/plain", Verdict::kPass);
    const Matrix matrix = made.Judged();
    EXPECT_THAT(matrix.checks[0].proven_by, IsEmpty());
    EXPECT_THAT(matrix.problems,
                ElementsAre(HasSubstr("the check c stays silent on the defect d")));
}

TEST(Matrix, SilenceIsOnlyRemarkedWhereNotAllChecklistsWereRunOnWhichTheDefectShows) {
    MadeEvidence made;
    made.subject.defects[0].shows_on = {"here", "far away"};
    made.Add(kInCompany, "f/other/plain", Verdict::kFail);
    made.Add(kAlone, "f/c/plain", Verdict::kPass);
    const Matrix matrix = made.Judged();
    EXPECT_THAT(matrix.problems, IsEmpty());
    EXPECT_THAT(matrix.remarks, ElementsAre(HasSubstr("c stays silent on the defect d")));
}

TEST(Matrix, ADefectThatNoCheckFailsEscapes) {
    MadeEvidence made;
    made.subject.defects[0].caught_by = {"unheard-of"};
    made.Add(kInCompany, "f/c/plain", Verdict::kPass);
    EXPECT_THAT(made.Judged().problems,
                ElementsAre(HasSubstr("the defect d escapes everywhere: here (no case failed)")));
}

TEST(Matrix, ADefectCannotShowWhereItDoesNotSayThatItDoes) {
    MadeEvidence made;
    made.Add(kInCompany, "f/c/plain", Verdict::kFail);
    made.Add(kAlone, "f/c/plain", Verdict::kFail);
    const Trying elsewhere = made.Judged().defects[0].tries[1];
    EXPECT_EQ(elsewhere.cell.mark, Mark::kNotApplicable);
    EXPECT_THAT(elsewhere.cell.reason, HasSubstr("can show on here only"));
}

TEST(Matrix, ACheckWithoutACaseWhereTheDefectShowsIsNotApplicable) {
    MadeEvidence made;
    made.Add(kInCompany, "f/c/plain", Verdict::kFail);
    made.Add(kInCompany, "f/other/plain", Verdict::kSkipped);
    made.Add(kAlone, "f/c/plain", Verdict::kFail);
    const Finding other = made.Judged().defects[0].findings[1];
    EXPECT_EQ(other.company.mark, Mark::kNotApplicable);
    EXPECT_THAT(other.company.reason, HasSubstr("no case there"));
}

TEST(Matrix, WhatCouldShowNothingHasNotPassed) {
    MadeEvidence made;
    made.Add(kInCompany, "f/third/plain", Verdict::kPass);
    const Matrix matrix = made.Judged();
    EXPECT_THAT(matrix.problems, Contains(HasSubstr("nothing is shown: no check has a case")));
}

struct Worthless {
    const char* name;
    void (*spoil)(Exhibit&);
    const char* reason;
};

class AWorthlessRun : public ::testing::TestWithParam<Worthless> {};

TEST_P(AWorthlessRun, CatchesNothingAndProvesNothing) {
    MadeEvidence made;
    GetParam().spoil(made.Add(kInCompany, "f/c/plain", Verdict::kFail));
    GetParam().spoil(made.Add(kAlone, "f/c/plain", Verdict::kFail));
    const Matrix matrix = made.Judged();
    EXPECT_THAT(matrix.checks[0].proven_by, IsEmpty());
    EXPECT_EQ(matrix.defects[0].findings[0].alone.mark, Mark::kWorthless);
    EXPECT_THAT(matrix.problems,
                ElementsAre(HasSubstr("escapes"), HasSubstr("the check c proves nothing")));
    EXPECT_THAT(matrix.problems[1], HasSubstr(GetParam().reason));
}

INSTANTIATE_TEST_SUITE_P(
    Matrix, AWorthlessRun,
    ::testing::Values(
        Worthless{"Incomplete", [](Exhibit& e) { e.ended = "the mock is gone"; },
                  "the mock is gone"},
        Worthless{"Crashing", [](Exhibit& e) { e.failed_syncs = 2; }, "failed 2 syncs"},
        Worthless{"Idle", [](Exhibit& e) { e.did_something = false; }, "sent no request"},
        Worthless{"Broken",
                  [](Exhibit& e) {
                      e.cases["f/other/plain"] = {"other", Verdict::kError, "why"};
                  },
                  "f/other/plain: why"}),
    [](const auto& test) { return test.param.name; });

TEST(Matrix, TheCorrectDataFlowMustFailNothing) {
    MadeEvidence made;
    made.subject.defects.clear();
    made.Add({"here"}, "f/c/wrong", Verdict::kFail);
    made.Add({"here"}, "f/c/broken", Verdict::kError);
    made.Add({"here"}, "f/c/open", Verdict::kInconclusive);
    const Matrix matrix = made.Judged();
    EXPECT_THAT(matrix.problems, ElementsAre(HasSubstr("the harness broke at f/c/broken"),
                                             HasSubstr("the correct data flow fails f/c/wrong")));
    EXPECT_THAT(matrix.remarks, ElementsAre(HasSubstr("f/c/open could not be told")));
    EXPECT_EQ(matrix.correct[0].cases, 4);
}

TEST(Matrix, OnAChecklistThatNoDefectNamesASilentDefectIsNoFailure) {
    MadeEvidence made;
    made.subject.checklists = {"foreign"};
    made.Add({"foreign"}, "f/c/plain", Verdict::kPass);
    made.Add({"foreign", "d"}, "f/c/plain", Verdict::kPass);
    made.Add({"foreign", "d", "c"}, "f/c/plain", Verdict::kPass);
    const Matrix matrix = made.Judged();
    EXPECT_TRUE(matrix.Passes()) << MatrixText(matrix, 80);
    EXPECT_EQ(matrix.defects[0].tries[0].cell.reason, "not shown here");
}

TEST(Gather, AsksForEachNamedCheckAloneUntilItCatches) {
    MadeEvidence made;
    made.subject.defects[0].shows_on = {"here", "elsewhere"};
    std::vector<Question> asked;
    const Answerer answer = [&](const Question& question) -> Result<Exhibit> {
        asked.push_back(question);
        const bool faulty = !question.defect.empty();
        return Exhibit{{{"f/c/plain", {"c", faulty ? Verdict::kFail : Verdict::kPass}}}};
    };
    const auto evidence = Gather(made.subject, answer, {});
    ASSERT_TRUE(evidence);
    EXPECT_THAT(asked, ElementsAre(Question{"here"}, Question{"elsewhere"}, Question{"here", "d"},
                                   Question{"elsewhere", "d"}, Question{"here", "d", "c"}));
    EXPECT_TRUE(Judge(made.subject, *evidence).Passes());
}

TEST(Gather, EndsWithTheFirstError) {
    const MadeEvidence made;
    const Answerer answer = [](const Question&) -> Result<Exhibit> {
        return EnvironmentError("no port is free");
    };
    const auto evidence = Gather(made.subject, answer, {});
    ASSERT_FALSE(evidence);
    EXPECT_THAT(ToString(evidence.error()), HasSubstr("no port is free"));
}

}  // namespace
}  // namespace plumb::selftest
