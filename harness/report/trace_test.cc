#include "harness/report/trace.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "harness/report/csv.h"
#include "harness/report/html.h"
#include "harness/report/json.h"
#include "harness/report/junit.h"
#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/report/markdown.h"
#include "harness/report/summary.h"
#include "harness/report/words.h"
#include "harness/testing/golden.h"

namespace plumb::report {
namespace {

using ::testing::AllOf;
using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

journal::RunStarted& StartOf(journal::Journal& journal) {
    return std::get<journal::RunStarted>(journal.events.front());
}

TEST(Traceability, LooksLikeItsGoldenFile) {
    plumb::testing::ExpectGolden("traceability.csv", WriteTraceability(ModelOf(MadeJournal())));
}

TEST(Traceability, NamesEveryClauseAndEveryCase) {
    const auto model = ModelOf(MadeJournal());
    const std::string csv = WriteTraceability(model);
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses)
            EXPECT_THAT(csv, HasSubstr("," + clause.id + ",")) << clause.id;
    }
    for (const CaseResult& result : model.cases)
        EXPECT_THAT(csv, HasSubstr("," + result.planned.id + ",")) << result.planned.id;
}

TEST(Traceability, ListsTheSentencesThatPromiseNothingByThemselves) {
    const auto model = ModelOf(MadeJournal());
    ASSERT_EQ(model.other_sentences.size(), 5u);
    const std::string csv = WriteTraceability(model);
    EXPECT_THAT(csv, HasSubstr("made-up-users.rst,11,\"(introduction, sentence 3 of 3)\",,no "
                               "clause,,,,,,,\"promises nothing that can be checked: it tells "));
    EXPECT_THAT(csv,
                HasSubstr("made-up-users.rst,42,A YouTrack Users will merge with a PowerOffice "
                          "GO Customers if one of the following property combinations match:,"
                          ",no clause,,,,,,,what it promises are the rows of its table: "
                          "users-to-customers/merge/1,"));
    EXPECT_LT(csv.find("rst,42,"), csv.find("rst,49,"));
    EXPECT_GT(csv.find("rst,42,"), csv.find("rst,40,"));
    EXPECT_THAT(WriteHtml(model), HasSubstr("promises nothing that can be checked"));
}

TEST(Traceability, LeadsFromEachCheckBackToItsClauses) {
    const auto model = ModelOf(MadeJournal());
    const auto check = std::ranges::find(model.checks, "equal-value-links", &CheckResult::check);
    ASSERT_NE(check, model.checks.end());
    EXPECT_THAT(check->clauses, UnorderedElementsAre("users-to-contactperson/merge/1",
                                                     "users-to-customers/merge/1"));
    std::size_t cases = 0;
    for (const CheckResult& one : model.checks) cases += one.cases.size();
    EXPECT_EQ(cases, model.cases.size());
}

TEST(Traceability, CountsTheDefectsThatTheChecksOfAClauseCatch) {
    auto journal = MadeJournal();
    StartOf(journal).proven = {{"unmatched-source-creates-nothing", {"creates-all", "creates-two"}},
                               {"unmatched-target-creates-nothing", {"creates-all"}}};
    const auto model = ModelOf(journal);
    EXPECT_EQ(model.flows[0].clauses[0].defects, 2u);
    EXPECT_EQ(Evidence(model, model.flows[0].clauses[0]),
              "2 cases of 2 checks; known to catch 2 defects");
    EXPECT_EQ(model.flows[0].clauses[1].defects, 0u);
    EXPECT_THAT(WriteTraceability(model),
                AllOf(HasSubstr(",creates-all creates-two,"), HasSubstr(",unproven,"),
                      Not(HasSubstr("not measured"))));
    EXPECT_EQ(ModelOf(MadeJournal()).flows[0].clauses[0].defects, std::nullopt);
}

TEST(Traceability, AStatedClauseThatNoCheckHasACaseForFailsTheRun) {
    const auto status = [](bool part, const char* verdict) {
        journal::Journal made;
        made.events.push_back(MadeStart());
        StartOf(made).untested = {"users-to-customers/property/2"};
        StartOf(made).part = part;
        const std::string id = "users-to-contactperson/edit/0";
        made.events.push_back(MadeCase(id, {"create"}, "stated", "An edit arrives."));
        made.events.push_back(MadeVerdict(id, verdict, "because"));
        made.events.push_back(journal::RunFinished{kMadeAt + 1000, 0, "complete", 1, 1, 1});
        const auto model = ModelOf(made);
        EXPECT_THAT(WriteHtml(model), HasSubstr("No check of the catalogue has a case for "
                                                "users-to-customers/property/2"));
        EXPECT_THAT(WriteTraceability(model),
                    HasSubstr(fmt::format(",users-to-customers/property/2,{},,,,,,,no check has a "
                                          "case for it,\r\n",
                                          part ? "not run" : "untested")));
        return model.exit_status;
    };
    EXPECT_EQ(status(false, "pass"), 2);
    EXPECT_EQ(status(false, "inconclusive"), 2);
    EXPECT_EQ(status(false, "fail"), 1);
    EXPECT_EQ(status(true, "pass"), 0);
}

// The exit status of such a run is 2: no report of it may look like one that went well.
TEST(Traceability, NoReportOfARunThatLacksACheckIsHeadedConformant) {
    const auto id = "users-to-contactperson/edit/0";
    journal::Journal made;
    made.events = {MadeStart(), MadeCase(id, {"create"}, "stated", "An edit arrives."),
                   MadeVerdict(id, "pass", "because"),
                   journal::RunFinished{kMadeAt + 1000, 0, "complete", 1, 1, 1}};
    EXPECT_EQ(Heading(ModelOf(made)), "Conformant");
    StartOf(made).untested = {"users-to-customers/property/2"};
    StartOf(made).part = false;
    const auto model = ModelOf(made);
    EXPECT_EQ(model.exit_status, 2);
    EXPECT_EQ(model.judgement, Judgement::kUntested);
    EXPECT_THAT(Headline(model), HasSubstr("is broken, but no check has a case for 1 of "));
    EXPECT_THAT(WriteMarkdown(model), HasSubstr("## ! Untested: "));
    EXPECT_THAT(WriteHtml(model), HasSubstr("<p class=\"word\">Untested</p>"));
    EXPECT_THAT(WriteJson(model), HasSubstr("\"judgement\": \"untested\""));
    EXPECT_THAT(Summary(model, {}), HasSubstr("! Untested"));
    EXPECT_THAT(WriteJUnit(model),
                AllOf(HasSubstr("errors=\"1\""), HasSubstr("users-to-customers/property/2"),
                      HasSubstr("no check of the catalogue has a case for it")));
}

TEST(CsvField, IsQuotedWhereTheFormatNeedsIt) {
    const std::pair<const char*, const char*> fields[] = {
        {"plain text", "plain text"},
        {"a,b", "\"a,b\""},
        {"say \"x\"", "\"say \"\"x\"\"\""},
        {"", ""},
        {"a\nb", "a⟨LF⟩b"},
    };
    for (const auto& [text, field] : fields) EXPECT_EQ(CsvField(text), field);
}

TEST(CsvField, IsNeverAFormula) {
    for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "|calc", "%x"})
        EXPECT_THAT(CsvField(text), HasSubstr("'")) << text;
    EXPECT_EQ(CsvField("\t=1"), "⟨TAB⟩=1");
    EXPECT_EQ(CsvField("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

}  // namespace
}  // namespace plumb::report
