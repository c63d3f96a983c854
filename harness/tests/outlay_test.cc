// What a plan foresees of a run is what happens: counted in the journal, never taken from the plan.

#include <gmock/gmock.h>

#include <algorithm>
#include <map>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;

constexpr std::string_view kFillsAPage = "edit-arrives-when-the-last-page-is-full";
/// Of such a case: pairs of records, as many as are missing, of two pages of thirty at most.
constexpr int kMostToFill = 2 * 2 * 30;

struct Counted {
    Json predicted;
    int syncs = 0;
    int requests = 0;
    int writes = 0;
    int deletions = 0;
    int filling = 0;                  ///< cases that fill the last page of a list
    std::map<std::string, int> most;  ///< records of the harness that are alive, by entity
};

void CountRecord(const Json& exchange, std::map<std::string, int>& alive, Counted& counted) {
    const std::string act = TextAt(exchange, "act");
    const std::string entity = TextAt(exchange, "entity");
    const bool is_done = exchange["status"].get<int>() < 300;
    if (act == "create" && is_done) ++alive[entity];
    if (act == "delete" && is_done) --alive[entity];
    counted.most[entity] = std::max(counted.most[entity], alive[entity]);
    counted.writes += act == "create" || act == "edit" ? 1 : 0;
    counted.deletions += act == "delete" ? 1 : 0;
}

Counted CountIn(const std::string& journal) {
    Counted counted;
    std::map<std::string, int> alive;
    for (const std::string_view line : Split(journal, '\n')) {
        const Json event = ParseJson(line);
        if (!event.is_object()) continue;
        const std::string kind = TextAt(event, "event");
        if (kind == "run-started") counted.predicted = event["predicted"];
        if (kind == "barrier") ++counted.syncs;
        if (TextAt(event, "check") == kFillsAPage && kind == "case-planned") ++counted.filling;
        if (kind != "exchange") continue;
        ++counted.requests;
        CountRecord(event, alive, counted);
    }
    return counted;
}

void ExpectForeseen(const Counted& counted) {
    ASSERT_TRUE(counted.predicted.is_object());
    EXPECT_EQ(counted.syncs, counted.predicted["syncs"]);
    const int writes = counted.predicted["writes"];
    const int near = 1 + writes / 33;
    EXPECT_LE(counted.writes, writes + near) << "within three of a hundred";
    EXPECT_GE(counted.writes, writes - near - counted.filling * kMostToFill);
    EXPECT_NEAR(counted.deletions, counted.predicted["deletions"].get<int>(), 1);
    const int requests = counted.predicted["requests"];
    EXPECT_GT(counted.requests, requests * 3 / 4);
    EXPECT_LT(counted.requests, requests * 4 / 3);
}

class Outlay : public ::testing::TestWithParam<std::string> {};

TEST_P(Outlay, OfTheSmokeLevelIsSmallAndForeseen) {
    const testing::TempDir folder;
    const std::string checklist = std::string(PLUMB_SOURCE_DIR) + "/" + GetParam();
    const Output run = Plumb(folder.Path(), "run '" + checklist + "' --level smoke -q");
    EXPECT_EQ(run.status, 0) << run.text;
    const Counted counted = CountIn(ReadAll(folder.Path() / "reports/journal.jsonl"));
    ExpectForeseen(counted);
    EXPECT_LE(counted.writes, 70);
    for (const auto& [entity, most] : counted.most) EXPECT_LE(most, 8) << entity;
}

TEST_P(Outlay, OfAPartOfTheFullLevelIsForeseen) {
    const testing::TempDir folder;
    const std::string checklist = std::string(PLUMB_SOURCE_DIR) + "/" + GetParam();
    const Output run = Plumb(folder.Path(), "run '" + checklist + "' --shard 2/5 -q");
    EXPECT_EQ(run.status, 0) << run.text;
    ExpectForeseen(CountIn(ReadAll(folder.Path() / "reports/journal.jsonl")));
}

INSTANTIATE_TEST_SUITE_P(Checklists, Outlay, ::testing::ValuesIn(testing::kChecklists),
                         [](const auto& test) {
                             std::string name = std::filesystem::path(test.param).stem().string();
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(OutlayOfARun, StandsBesideWhatWasForeseenInEveryReport) {
    const testing::TempDir folder;
    EXPECT_EQ(Plumb(folder.Path(), "run --level smoke -q --check equal-value-links").status, 0);
    const Json report = ParseJson(ReadAll(folder.Path() / "reports/report.json"));
    ASSERT_EQ(report["outlay"].size(), 7u);
    EXPECT_EQ(report["outlay"][0]["what"], "syncs");
    EXPECT_EQ(report["outlay"][0]["predicted"], report["outlay"][0]["happened"]);
    EXPECT_THAT(ReadAll(folder.Path() / "reports/report.html"), HasSubstr("What the run took"));
    EXPECT_THAT(ReadAll(folder.Path() / "reports/report.md"),
                HasSubstr("| answers 429 to Plumb |"));
}

}  // namespace
}  // namespace plumb
