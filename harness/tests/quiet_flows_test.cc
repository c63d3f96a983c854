// Data flows that say little of themselves: one that runs by itself, one that a request starts.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
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

/// Runs these checks of one flow on the mocks, with another data flow section.
Output RunOn(const MockProcess& mock, const Json& dataflow, const std::string& checks,
             const testing::TempDir& folder) {
    Json target = ParseJson(mock.Line());
    target["dataflow"] = dataflow;
    folder.Write("target.json", target.dump());
    return Plumb(
        folder.Path(),
        "run --target target.json -q --confirm 0 --flow users-to-customers --check " + checks);
}

Json ReportIn(const testing::TempDir& folder) {
    return ParseJson(ReadAll(folder.Path() / "reports/report.json"));
}

TEST(FlowThatRunsByItself, IsJudgedByItsControls) {
    const MockProcess mock("--schedule 1");
    const testing::TempDir folder;
    const Output run =
        RunOn(mock, {{"driver", "unattended"}, {"still_s", 2}}, "edit-arrives", folder);
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_THAT(ReadAll(folder.Path() / "reports/journal.jsonl"),
                HasSubstr(R"("outcome":"assumed quiet")"));
    const Json report = ReportIn(folder);
    EXPECT_GT(report["lags"][0]["arrivals"], 0);
    EXPECT_LE(report["lags"][0]["max_ms"], report["lags"][0]["window_ms"]);
}

TEST(FlowThatARequestStarts, IsQuietWhenItsStateSaysSo) {
    const MockProcess mock("");
    const Json sesam = ParseJson(mock.Line())["dataflow"];
    const std::string api = sesam["url"].get<std::string>();
    const std::string pipe = sesam["pipes"][0].get<std::string>();
    const testing::TempDir folder;
    const Output run = RunOn(mock,
                             {{"driver", "webhook"},
                              {"token", sesam["token"]},
                              {"start", {{"url", api + "/pipes/run-all-pipes"}}},
                              {"status",
                               {{"url", api + "/pipes/" + pipe + "/pump"},
                                {"path", "runtime.is-running"},
                                {"idle", "false"},
                                {"run", "runtime.last-run"}}}},
                             "edit-arrives", folder);
    EXPECT_EQ(run.status, 0) << run.text;
    EXPECT_THAT(ReadAll(folder.Path() / "reports/journal.jsonl"),
                HasSubstr(R"("outcome":"quiet")"));
}

}  // namespace
}  // namespace plumb
