// What goes wrong around the program: each trouble leaves a journal that can be reported and a
// message that says what to do.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/base/url.h"
#include "harness/system/http_client.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::MockProcess;
using ::testing::Not;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;
using testing::Shell;

constexpr const char* kFewCases = "--check edit-arrives,unmatched-record-creates-nothing ";

/// A run against mocks whose data flow is a line of shell.
class TroubledRun : public ::testing::Test {
  protected:
    Output RunWith(const std::string& shell, int deadline_s = 30, const Json& links = nullptr) {
        Json target = ParseJson(mock_.Line());
        target["dataflow"] = {
            {"driver", "command"},
            {"sync", {{"argv", {"sh", "-c", shell}}, {"deadline_s", deadline_s}}}};
        if (!links.is_null()) target["dataflow"]["links"] = {{"argv", links}};
        folder_.Write("target.json", target.dump());
        return Plumb(folder_.Path(),
                     std::string("run --target target.json --confirm 0 -o out ") + kFewCases);
    }
    Output ReportOfTheJournal() {
        return Plumb(folder_.Path(), "report out/journal.jsonl --format text");
    }

    /// What anybody has written to the systems of this mock.
    static Json WritesOn(const Json& admin) {
        const auto answer = system::MakeHttpClient({})->Send(
            {"GET",
             TextAt(admin, "url") + "/_mock/requests?writes=true",
             {{"Authorization", "Bearer " + TextAt(admin, "token")}},
             ""});
        return answer ? ParseJson(answer->body)["requests"] : Json();
    }

    const MockProcess mock_{"--without-sesam"};
    const testing::TempDir folder_;
};

TEST_F(TroubledRun, CtrlCInTheMiddleOfASyncEndsItWithReports) {
    const Output run = RunWith("kill -INT $PPID; sleep 1000");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, HasSubstr("interrupted"));
    EXPECT_THAT(run.text, Not(HasSubstr("1 fail")));
    EXPECT_THAT(ReadAll(folder_.Path() / "out/report.html"), HasSubstr("interrupted"));
    EXPECT_THAT(ReportOfTheJournal().text, HasSubstr("interrupted"));
}

TEST_F(TroubledRun, AKilledRunLeavesAJournalThatCanBeReported) {
    RunWith("kill -KILL $PPID");
    const Output report = ReportOfTheJournal();
    EXPECT_EQ(report.status, 0);
    EXPECT_THAT(report.text, HasSubstr("Incomplete"));
}

TEST_F(TroubledRun, ADataFlowThatHangsIsStoppedAndFailsWhatItDidNotDo) {
    const Output run = RunWith("sleep 1000", 1);
    EXPECT_EQ(run.status, 1) << run.text;
    EXPECT_THAT(run.text, HasSubstr("no end within 1 s"));
}

TEST_F(TroubledRun, ADataFlowThatPrintsGarbageIsJudgedByWhatItDid) {
    const Output run =
        RunWith("head -c 300000 /dev/urandom; exit 3", 30, {"head", "-c", "1000", "/dev/urandom"});
    EXPECT_EQ(run.status, 1) << run.text;
    EXPECT_THAT(run.text, HasSubstr("exit status 3"));
    const Json report = ParseJson(ReadAll(folder_.Path() / "out/report.json"));
    EXPECT_FALSE(report.is_discarded());
}

TEST_F(TroubledRun, AProgramThatIsNotThereIsNoFaultOfTheDataFlow) {
    Json target = ParseJson(mock_.Line());
    target["dataflow"] = {{"driver", "command"}, {"sync", {{"argv", {"/nonexistent/flow"}}}}};
    folder_.Write("target.json", target.dump());
    const Output run = Plumb(folder_.Path(), std::string("run --target target.json ") + kFewCases);
    EXPECT_EQ(run.status, 3);
    EXPECT_THAT(run.text, AllOf(HasSubstr("cannot start '/nonexistent/flow'"),
                                HasSubstr("check 'argv'"), Not(HasSubstr("1 fail"))));
}

TEST_F(TroubledRun, SystemsThatHaveGoneAwayAreNoFaultOfTheDataFlow) {
    Json target = ParseJson(mock_.Line());
    target["dataflow"] = {{"driver", "command"}, {"sync", {{"argv", {"true"}}}}};
    target["systems"]["youtrack"]["url"] = "http://127.0.0.1:1";
    folder_.Write("target.json", target.dump());
    const Output run = Plumb(folder_.Path(), std::string("run --target target.json ") + kFewCases);
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, AllOf(HasSubstr("127.0.0.1:1"), Not(HasSubstr("1 fail"))));
}

TEST_F(TroubledRun, OnSystemsOfSeparateMocksIsRefusedBeforeAnythingIsWritten) {
    const MockProcess other("--without-sesam");
    Json target = ParseJson(mock_.Line());
    target["systems"]["poweroffice-go"] = ParseJson(other.Line())["systems"]["poweroffice-go"];
    target["dataflow"] = {{"driver", "command"}, {"sync", {{"argv", {"touch", "started"}}}}};
    folder_.Write("target.json", target.dump());
    const Output run =
        Plumb(folder_.Path(), std::string("run --target target.json -o out ") + kFewCases);
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text,
                AllOf(HasSubstr("mocks that keep separate logs"),
                      HasSubstr("take all systems from the one line"), Not(HasSubstr("1 fail"))));
    EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "started"));
    for (const char* system : {"youtrack", "poweroffice-go"})
        EXPECT_EQ(WritesOn(target["systems"][system]["admin"]), Json::array()) << system;
}

TEST(Trouble, AFullDiskStopsTheRunAndKeepsWhatWasWritten) {
    const testing::TempDir folder;
    const Output run = Shell(folder.Path(), "ulimit -f 60 && '" PLUMB_PROGRAM "' run -o out 2>&1");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, AllOf(HasSubstr("cannot write the journal out/journal.jsonl"),
                                HasSubstr("free some space"), Not(HasSubstr("Conformant"))));
    const Output report = Plumb(folder.Path(), "report out/journal.jsonl --format text");
    EXPECT_EQ(report.status, 0) << report.text;
    EXPECT_THAT(report.text, HasSubstr("Incomplete"));
}

TEST(Trouble, AReportThatCannotBeWrittenIsToldAndTheOthersAreWritten) {
    const testing::TempDir folder;
    folder.Write("out/report.html/in-the-way.txt", "");
    const Output run = Plumb(folder.Path(), "run -o out --check edit-arrives");
    EXPECT_EQ(run.status, 3);
    EXPECT_THAT(run.text, HasSubstr("out/report.html: could not be written"));
    EXPECT_FALSE(ReadAll(folder.Path() / "out/junit.xml").empty());
}

TEST(Trouble, AFolderThatCannotBeWrittenIsToldBeforeAnythingIsStarted) {
    const testing::TempDir folder;
    folder.Write("taken", "");
    const Output run = Plumb(folder.Path(), "run -o taken/reports");
    EXPECT_EQ(run.status, 3);
    EXPECT_THAT(run.text, HasSubstr("choose another folder"));
}

TEST(Trouble, APortInUseIsToldWithTheWayOut) {
    const testing::TempDir folder;
    const MockProcess mock("");
    const auto url =
        ParseUrl(ParseJson(mock.Line())["systems"]["youtrack"]["url"].get<std::string>());
    ASSERT_TRUE(url);
    const Output second = Plumb(folder.Path(), "mock --youtrack-port " + std::to_string(url->port));
    EXPECT_EQ(second.status, 3);
    EXPECT_THAT(second.text,
                AllOf(HasSubstr("in use by another program"), HasSubstr("choose another port")));
}

}  // namespace
}  // namespace plumb
