// What a run says of the Sesam node that it drives.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/system/http_client.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using testing::MockProcess;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;

class Node : public ::testing::Test {
  protected:
    const testing::TempDir folder_;
};

TEST_F(Node, IsToldWithItsVersionAndConfiguration) {
    Plumb(folder_.Path(), "run -q --filter 'users-to-customers/equal-value-links/*' -o out");
    const Json report = ParseJson(ReadAll(folder_.Path() / "out/report.json"));
    const Json& run = report["runs"][0];
    EXPECT_EQ(run["dataflow_version"], "sesam-reference/1");
    EXPECT_EQ(run["dataflow_configuration"]["started"].get<std::string>().size(), 64U);
    EXPECT_EQ(run["dataflow_configuration"]["started"], run["dataflow_configuration"]["finished"]);
    EXPECT_THAT(ReadAll(folder_.Path() / "out/report.md"),
                HasSubstr(run["dataflow_configuration"]["started"].get<std::string>()));
}

/// A connector takes every answer for success: the case must show what the node knows of it.
TEST_F(Node, ShowsInTheCaseWhichOfItsWritesWasRejected) {
    const std::string id =
        "users-to-contactperson/edit-arrives-although-a-write-failed/to-target.lost-answer";
    Plumb(folder_.Path(), "run -q --filter '" + id + "' -o out");
    const Json report = ParseJson(ReadAll(folder_.Path() / "out/report.json"));
    bool told = false;
    for (const Json& moment : report["cases"][0]["timeline"]) {
        const std::string text = TextAt(moment, "text");
        told = told ||
               text.starts_with("rejected write in dataset 'powerofficego-contactperson-share'");
    }
    EXPECT_TRUE(told) << Dump(report["cases"][0]["timeline"]);
}

TEST_F(Node, IsLeftAloneWhenAPipeIsDisabledOrUnknown) {
    const MockProcess mocks("");
    Json target = ParseJson(mocks.Line());
    const auto disabled = system::MakeHttpClient({})->Send(
        {.method = "POST",
         .url = TextAt(target, "dataflow.url") + "/pipes/youtrack-users-share/pump",
         .headers = {{"Authorization", "Bearer " + TextAt(target, "dataflow.token")}},
         .body = "operation=disable",
         .content_type = "application/x-www-form-urlencoded"});
    ASSERT_TRUE(disabled && disabled->status == 200);
    target["dataflow"]["pipes"].push_back("no-such-pipe");
    folder_.Write("target.json", Dump(target));
    const Output run = Plumb(folder_.Path(), "run -q --target target.json -o out");
    EXPECT_EQ(run.status, 3) << run.text;
    EXPECT_THAT(run.text, AllOf(HasSubstr("pipe 'youtrack-users-share' is disabled"),
                                HasSubstr("has no pipe 'no-such-pipe'")));
    EXPECT_THAT(ReadAll(folder_.Path() / "out/journal.jsonl"),
                ::testing::Not(HasSubstr(R"("event":"exchange")")));
}

}  // namespace
}  // namespace plumb
