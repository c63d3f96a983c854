// How long edits take to cross, from the run to its reports.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using testing::MockProcess;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;

/// Two waves, since a target takes only so many records at a time.
TEST(Lags, AreMeasuredOnAWallClockAndKnownToLaterWaves) {
    const MockProcess mock("");
    const testing::TempDir folder;
    Json target = ParseJson(mock.Line());
    target["safety"] = {{"max_records", {{"youtrack.users", 6}}}};
    folder.Write("target.json", target.dump());
    const Output run = Plumb(folder.Path(),
                             "run --target target.json -q --flow users-to-customers --check "
                             "unmatched-record-creates-nothing,edit-arrives");
    EXPECT_EQ(run.status, 0) << run.text;

    std::vector<Json> reads;
    const std::string journal = ReadAll(folder.Path() / "reports/journal.jsonl");
    for (const std::string_view line : Split(journal, '\n')) {
        Json event = ParseJson(line);
        if (event.is_object() && event["event"] == "control-read") reads.push_back(event);
    }
    ASSERT_GE(reads.size(), 2u);
    EXPECT_EQ(reads.front()["window_ms"], 1'800'000) << "nothing was measured yet";
    EXPECT_LT(reads.back()["window_ms"], 1'800'000);

    const Json lags = ParseJson(ReadAll(folder.Path() / "reports/report.json"))["lags"];
    ASSERT_EQ(lags.size(), 2u);
    for (const Json& lag : lags) {
        EXPECT_GE(lag["arrivals"], 2) << "one in each wave";
        EXPECT_EQ(lag["virtual_clock"], false);
        EXPECT_LE(lag["p50_ms"], lag["max_ms"]);
        EXPECT_LE(lag["max_ms"], lag["window_ms"]);
    }
    EXPECT_THAT(ReadAll(folder.Path() / "reports/report.html"), HasSubstr("How long edits took"));
}

TEST(Lags, OfAVirtualClockAreNoFigures) {
    const testing::TempDir folder;
    EXPECT_EQ(Plumb(folder.Path(), "run -q --check unmatched-record-creates-nothing").status, 0);
    const Json report = ParseJson(ReadAll(folder.Path() / "reports/report.json"));
    ASSERT_FALSE(report["lags"].empty());
    EXPECT_EQ(report["lags"][0]["virtual_clock"], true);
    EXPECT_TRUE(report["lags"][0]["max_ms"].is_null());
}

}  // namespace
}  // namespace plumb
