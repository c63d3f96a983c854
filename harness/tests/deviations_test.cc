// The list of known deviations as a person meets it: beside the checklist, from one run to the
// next.

#include <gmock/gmock.h>

#include <fstream>

#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;

const std::string kRun = "run c.yaml -q --confirm 0 --check second-edit-arrives ";
const std::string kFaulty = kRun + "--defect first-edit-only ";

class KnownDeviations : public ::testing::Test {
  protected:
    KnownDeviations() {
        std::filesystem::copy(std::filesystem::path(PLUMB_SOURCE_DIR) /
                                  "specs/checklists/youtrack-to-poweroffice-go.yaml",
                              folder_.Path() / "c.yaml");
    }
    std::string List() const { return ReadAll(folder_.Path() / "c.deviations.yaml"); }
    void Write(const std::string& list) const {
        std::ofstream(folder_.Path() / "c.deviations.yaml") << list;
    }
    Output Do(const std::string& arguments) const { return Plumb(folder_.Path(), arguments); }

    const testing::TempDir folder_;
};

TEST_F(KnownDeviations, GoFromAFailureToAnExcuseAndOutOfTheList) {
    EXPECT_EQ(Do(kFaulty + "--update-deviations").status, 1);
    EXPECT_THAT(List(), HasSubstr("users-to-customers/second-edit-arrives/to-source"));
    EXPECT_THAT(List(), HasSubstr("…; seen: it is")) << "values differ from run to run";
    EXPECT_EQ(Do("lint c.deviations.yaml").status, 2);
    const Output refused = Do(kFaulty);
    EXPECT_EQ(refused.status, 2);
    EXPECT_THAT(refused.text, HasSubstr("does not say: reason, owner, ticket, expires"));

    std::string filled = ReplaceAll(List(), "reason: TO BE FILLED", "reason: known  # see there");
    filled = ReplaceAll(filled, "expires: TO BE FILLED", "expires: 9999-12-31");
    Write(ReplaceAll(filled, "TO BE FILLED", "SYNC-1"));
    EXPECT_EQ(Do("lint c.deviations.yaml").status, 0);
    const Output excused = Do(kFaulty + "--seed 7");
    EXPECT_EQ(excused.status, 0) << excused.text;
    EXPECT_THAT(excused.text, HasSubstr("† known deviation"));
    EXPECT_THAT(Do("report reports/journal.jsonl -o again").text, HasSubstr("† Known deviation"));
    for (const char* name : {"report.json", "junit.xml", "traceability.csv"}) {
        EXPECT_EQ(ReadAll(folder_.Path() / "again" / name),
                  ReadAll(folder_.Path() / "reports" / name));
    }

    const Output repaired = Do(kRun);
    EXPECT_EQ(repaired.status, 1);
    EXPECT_THAT(repaired.text, HasSubstr("listed but passes"));
    EXPECT_EQ(Do(kRun + "--update-deviations").status, 1);
    EXPECT_THAT(List(), Not(HasSubstr("case:")));
    EXPECT_EQ(Do(kRun).status, 0);
}

/// A list of both directions that is complete, with this day and message.
class ListedDeviations : public KnownDeviations {
  protected:
    void List(const std::string& expires, const std::string& message) const {
        std::string list = "deviations:\n";
        for (const char* direction : {"to-source", "to-target"}) {
            list += std::string("  - case: users-to-*/second-edit-arrives/") + direction +
                    "\n    reason: r\n    owner: o\n    ticket: t\n    expires: " + expires +
                    "\n    message: '" + message + "'\n";
        }
        Write(list);
    }
};

TEST_F(ListedDeviations, StayGreenWithoutARepetitionOrAnAnnotation) {
    List("9999-12-31", "expected … seen: it is");
    const Output run = Plumb(folder_.Path(),
                             "run c.yaml -q --confirm 5 --check second-edit-arrives --defect "
                             "first-edit-only",
                             "2>&1", "GITHUB_ACTIONS=true ");
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_THAT(run.text, Not(HasSubstr("::error")));
    EXPECT_THAT(ReadAll(folder_.Path() / "reports/journal.jsonl"), Not(HasSubstr("fails alone")));
}

TEST_F(ListedDeviations, DoNotStopARunThatStopsAtTheFirstFailure) {
    List("9999-12-31", "expected … seen: it is");
    const Output run = Do(kFaulty + "--isolate --fail-fast");
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_THAT(run.text, Not(HasSubstr("not run 1")));
}

TEST_F(ListedDeviations, FailTheRunWithAnotherMessageOrAfterTheirDay) {
    List("9999-12-31", "the record was never created");
    const Output other = Do(kFaulty);
    EXPECT_EQ(other.status, 1);
    EXPECT_THAT(other.text, HasSubstr("fails with another message"));
    List("2020-01-31", "");
    const Output late = Do(kFaulty);
    EXPECT_EQ(late.status, 1);
    EXPECT_THAT(late.text, HasSubstr("expired on 2020-01-31"));
}

TEST_F(KnownDeviations, AMisspeltCaseIsRefusedBeforeTheRun) {
    Write(
        "deviations:\n  - case: users-to-customers/second-edit-arives/to-source\n"
        "    reason: r\n    owner: o\n    ticket: t\n    expires: 2027-03-31\n");
    const Output run = Do(kRun);
    EXPECT_EQ(run.status, 2);
    EXPECT_THAT(run.text, HasSubstr("is no case of this checklist"));
    EXPECT_THAT(run.text,
                HasSubstr("did you mean 'users-to-customers/second-edit-arrives/to-source'"));
    EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "reports"));
}

TEST_F(KnownDeviations, AListThatIsNamedMustBeThere) {
    EXPECT_EQ(Do(kRun + "--deviations nowhere.yaml").status, 2);
}

}  // namespace
}  // namespace plumb
