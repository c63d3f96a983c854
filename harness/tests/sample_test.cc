// The sample report shows what this version writes: its reports follow from its journal.

#include <gmock/gmock.h>

#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

TEST(SampleReport, FollowsFromItsJournal) {
    const auto sample = std::filesystem::path(PLUMB_SOURCE_DIR) / "reports/sample";
    const testing::TempDir folder;
    const testing::Output again = testing::Plumb(
        folder.Path(), "report '" + (sample / "journal.jsonl").string() + "' -o again");
    EXPECT_EQ(again.status, 0) << again.text;
    for (const char* name :
         {"report.html", "junit.xml", "report.json", "report.md", "traceability.csv"}) {
        const bool same =
            testing::ReadAll(sample / name) == testing::ReadAll(folder.Path() / "again" / name);
        EXPECT_TRUE(same) << "make " << name << " again: plumb report reports/sample/journal.jsonl "
                          << "-o reports/sample";
    }
}

}  // namespace
}  // namespace plumb
