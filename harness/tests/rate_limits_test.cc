// A rate limit that a data flow meets although no step of a case has asked for it.

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;

/// What comes of edits that the data flow gives up at 429.
Json EditsUnder(const std::string& settings, const testing::TempDir& folder) {
    folder.Write("settings.yaml", settings);
    const testing::MockProcess mock("--defect ignores-429 --settings '" +
                                    (folder.Path() / "settings.yaml").string() + "'");
    folder.Write("target.json", mock.Line());
    testing::Plumb(folder.Path(),
                   "run -q --target target.json --confirm 0 --flow users-to-customers --filter "
                   "'users-to-customers/edit-arrives/*'");
    return ParseJson(testing::ReadAll(folder.Path() / "reports/report.json"));
}

TEST(RateLimit, MakesWhatIsMissingInconclusiveAndSaysSo) {
    const testing::TempDir folder;
    const Json report = EditsUnder("poweroffice-go: {v2_requests_per_second: 3}", folder);
    std::string undecided;
    for (const Json& one : report["cases"]) {
        EXPECT_NE(one["verdict"], "fail") << Dump(one);
        if (one["verdict"] == "inconclusive") undecided += TextAt(one, "reason") + "\n";
    }
    EXPECT_THAT(undecided, HasSubstr("the rate limit of poweroffice-go turned"));
    EXPECT_THAT(testing::ReadAll(folder.Path() / "reports/report.md"),
                HasSubstr("a key that nothing else uses up"));
}

TEST(RateLimit, ExcusesNothingWhereItWasNotMet) {
    const testing::TempDir folder;
    const Json report = EditsUnder("poweroffice-go: {v2_requests_per_second: 10000}", folder);
    for (const Json& one : report["cases"]) EXPECT_EQ(one["verdict"], "pass") << Dump(one);
    EXPECT_FALSE(report["cases"].empty());
}

}  // namespace
}  // namespace plumb
