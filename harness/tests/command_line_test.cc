// The program as a person meets it: exit statuses, messages, files.

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using testing::MockProcess;
using ::testing::Not;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;
using ::testing::StartsWith;

TEST(CommandLine, ARunWritesEveryReportAndSaysWhere) {
    const testing::TempDir folder;
    const Output run = Plumb(folder.Path(), "run --check equal-value-links --tester 'Kari <b>'");
    EXPECT_EQ(run.status, 0) << run.text;
    for (const char* name : {"report.html", "junit.xml", "report.json", "report.md",
                             "traceability.csv", "journal.jsonl"}) {
        EXPECT_GT(std::filesystem::file_size(folder.Path() / "reports" / name), 100u) << name;
        EXPECT_THAT(run.text, HasSubstr(name));
    }
    EXPECT_THAT(ReadAll(folder.Path() / "reports/report.html"), Not(HasSubstr("Kari <b>")));
}

TEST(CommandLine, ACorrectDataFlowEndsWithStatusZero) {
    const testing::TempDir folder;
    EXPECT_EQ(Plumb(folder.Path(), "run --quiet --level smoke --flow users-to-customers").status, 0);
}

TEST(CommandLine, AFaultyDataFlowEndsWithStatusOneAndTheClause) {
    const testing::TempDir folder;
    const Output run = Plumb(folder.Path(),
                             "run --quiet --confirm 1 --clause users-to-customers/create "
                             "--defect creates-when-unlinked");
    EXPECT_EQ(run.status, 1);
    EXPECT_THAT(run.text, HasSubstr("nonconformant"));
}

TEST(CommandLine, ReportsCanBeMadeAgainFromTheJournalAlone) {
    const testing::TempDir folder;
    Plumb(folder.Path(), "run -q --check edit-arrives -o first");
    const Output again = Plumb(folder.Path(), "report first/journal.jsonl -o again");
    EXPECT_EQ(again.status, 0) << again.text;
    for (const char* name : {"report.html", "junit.xml", "report.json", "report.md"})
        EXPECT_EQ(ReadAll(folder.Path() / "first" / name), ReadAll(folder.Path() / "again" / name));
}

TEST(CommandLine, AJournalThatWasCutOffIsReportedAsIncomplete) {
    const testing::TempDir folder;
    Plumb(folder.Path(), "run -q --check edit-arrives -o first");
    const std::string whole = ReadAll(folder.Path() / "first/journal.jsonl");
    folder.Write("cut.jsonl", whole.substr(0, whole.size() * 2 / 3));
    const Output report = Plumb(folder.Path(), "report cut.jsonl --format text");
    EXPECT_EQ(report.status, 0) << report.text;
    EXPECT_THAT(report.text, HasSubstr("ncomplete"));
}

TEST(CommandLine, ShardsMergeIntoOneReport) {
    const testing::TempDir folder;
    Plumb(folder.Path(), "run -q --check edit-arrives --shard 1/2 -o one");
    Plumb(folder.Path(), "run -q --check edit-arrives --shard 2/2 -o two");
    const Output merged =
        Plumb(folder.Path(), "report one/journal.jsonl two/journal.jsonl --format json");
    const Json report = ParseJson(merged.text);
    ASSERT_FALSE(report.is_discarded()) << merged.text;
    EXPECT_EQ(report["cases"].size(), 4u);
}

TEST(CommandLine, MistakesEndWithStatusTwoAndSayWhereAndWhatToDo) {
    const testing::TempDir folder;
    folder.Write("broken.yaml", "checklist: x\ntitle: X\nsource: youtrack\ntarget: y\nflow: {}\n");
    folder.Write("target.yaml", "systems:\n  youtrack: {url: 'http://h.example', tokn: x}\n");
    const struct {
        const char* arguments;
        const char* says;
    } kMistakes[]{
        {"", "subcommand"},
        {"runn", "runn"},
        {"run --seed x", "seed"},
        {"run nowhere.yaml", "nowhere.yaml"},
        {"run broken.yaml", "broken.yaml:5:1"},
        {"run --check equal-value-link", "equal-value-links"},
        {"run --gate stated,impled", "impled"},
        {"run --shard 3/2", "3/2"},
        {"run --target target.yaml", "target.yaml"},
        {"run --gtest_shuffle", "shuffle"},
        {"run --defect forget-links-on-restart", "forgets-links-on-restart"},
        {"plan --basis sated", "sated"},
        {"lint broken.yaml", "did you mean 'flows'?"},
        {"import", "DOC"},
        {"import nowhere.rst", "nowhere.rst"},
        {"report nowhere.jsonl", "nowhere.jsonl"},
        {"schema checklst", "checklist"},
    };
    for (const auto& mistake : kMistakes) {
        const Output output = Plumb(folder.Path(), mistake.arguments);
        EXPECT_EQ(output.status, 2) << mistake.arguments << "\n" << output.text;
        EXPECT_THAT(output.text, HasSubstr(mistake.says)) << mistake.arguments;
    }
}

TEST(CommandLine, EverythingShippedIsCleanByItsOwnLint) {
    const testing::TempDir folder;
    const Output lint = Plumb(folder.Path(), "lint");
    EXPECT_EQ(lint.status, 0) << lint.text;
}

TEST(CommandLine, HelpShowsAnExampleForEachCommand) {
    const testing::TempDir folder;
    for (const char* command : {"run", "plan", "import", "lint", "report", "mock", "schema"}) {
        const Output help = Plumb(folder.Path(), std::string(command) + " --help");
        EXPECT_EQ(help.status, 0);
        EXPECT_THAT(help.text, HasSubstr("Example:\n  plumb " + std::string(command)));
    }
}

TEST(CommandLine, ThePlanNamesEachCaseAtTheStartOfItsLine) {
    const testing::TempDir folder;
    const Output plan = Plumb(folder.Path(), "plan --steps", "2>/dev/null");
    EXPECT_EQ(plan.status, 0);
    int cases = 0;
    for (std::string_view line : Split(Trim(plan.text), '\n')) {
        EXPECT_THAT(std::string(line), AnyOf(StartsWith("users-to-"), StartsWith(" "), ""));
        cases += line.starts_with("users-to-") ? 1 : 0;
    }
    EXPECT_GE(cases, 150);
}

TEST(CommandLine, EachListedTestNameSelectsExactlyItself) {
    const testing::TempDir folder;
    const Output list = Plumb(folder.Path(), "run --check edit-arrives --gtest_list_tests");
    EXPECT_EQ(list.status, 0);
    EXPECT_FALSE(std::filesystem::exists(folder.Path() / "reports")) << "listing starts nothing";
    std::string suite;
    for (std::string_view line : Split(list.text, '\n')) {
        if (line.empty()) continue;
        if (!line.starts_with(" ")) {
            suite = line;
            continue;
        }
        const std::string name = suite + std::string(Trim(line));
        const Output alone =
            Plumb(folder.Path(),
                  "run --check edit-arrives --gtest_list_tests '--gtest_filter=" + name + "'");
        EXPECT_EQ(alone.text, suite + "\n" + std::string(line) + "\n");
    }
    EXPECT_FALSE(suite.empty());
}

TEST(CommandLine, ImportWritesTheShippedChecklistFromTheRealDocument) {
    const std::filesystem::path document = std::filesystem::path(PLUMB_SOURCE_DIR) /
                                           "../shared/documents/youtrack-to-poweroffice-go.rst";
    if (!std::filesystem::exists(document))
        GTEST_SKIP() << "the confidential document is not beside this checkout";
    const testing::TempDir folder;
    const Output import = Plumb(folder.Path(), "import '" + document.string() + "' -o out");
    EXPECT_EQ(import.status, 0) << import.text;
    EXPECT_EQ(ReadAll(folder.Path() / "out/youtrack-to-poweroffice-go.yaml"),
              ReadAll(std::filesystem::path(PLUMB_SOURCE_DIR) /
                      "specs/checklists/youtrack-to-poweroffice-go.yaml"));
}

TEST(CommandLine, WhatMockPrintsIsACompleteTarget) {
    const MockProcess mock("");
    const testing::TempDir folder;
    folder.Write("target.json", mock.Line());
    const Output run = Plumb(folder.Path(), "run -q --target target.json --check edit-arrives");
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_THAT(run.text, HasSubstr("4 pass"));
}

TEST(CommandLine, AProgramInAnotherLanguagePassesAndItsFaultsAreCaught) {
    const MockProcess mock("--without-sesam");
    const testing::TempDir folder;
    const auto run_with = [&](const std::string& fault) {
        Json target = ParseJson(mock.Line());
        const std::string program =
            std::string(PLUMB_SOURCE_DIR) + "/fixtures/dataflows/email_sync.py";
        Json sync = {"python3", program, "sync", "--state", "state" + fault + ".json"};
        if (!fault.empty()) sync.insert(sync.end(), {"--fault", fault});
        target["dataflow"] = {{"driver", "command"}, {"sync", {{"argv", sync}}}};
        folder.Write("target.json", target.dump());
        return Plumb(folder.Path(),
                     "run -q --target target.json --confirm 0 --page-limit 10 "
                     "--flow users-to-customers "
                     "--check edit-arrives,unmatched-record-creates-nothing");
    };
    const Output correct = run_with("");
    EXPECT_THAT(correct.text, Not(HasSubstr("fail"))) << correct.text;
    EXPECT_EQ(correct.status, 0) << correct.text;
    EXPECT_EQ(run_with("does-nothing").status, 1);
}

}  // namespace
}  // namespace plumb
