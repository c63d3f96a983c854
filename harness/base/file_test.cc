#include "harness/base/file.h"

#include <gmock/gmock.h>

#include "harness/testing/golden.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"

namespace plumb {
namespace {

TEST(SaveWhole, ReplacesAFileAndLeavesNothingBeside) {
    const testing::TempDir folder;
    const auto file = folder.Write("report.md", "old");
    EXPECT_THAT(SaveWhole(file, "new"), testing::IsOk());
    EXPECT_EQ(testing::ReadAll(file), "new");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.Path()), {}), 1);
}

TEST(SaveWhole, SaysWhichFileAndWhyAndKeepsWhatWasThere) {
    const testing::TempDir folder;
    folder.Write("taken/inside.txt", "kept");
    const Status saved = SaveWhole(folder.Path() / "taken", "text");
    ASSERT_FALSE(saved);
    EXPECT_EQ(saved.error().kind, ErrorKind::kEnvironment);
    EXPECT_THAT(ToString(saved.error()), ::testing::HasSubstr("taken: could not be written: Is a"));
    EXPECT_EQ(testing::ReadAll(folder.Path() / "taken/inside.txt"), "kept");
    EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.Path()), {}), 1);
}

TEST(SaveWhole, RefusesAFolderThatIsNotThere) {
    EXPECT_THAT(SaveWhole("/nonexistent/report.md", "text"),
                testing::Fails(::testing::HasSubstr("No such file or directory")));
}

}  // namespace
}  // namespace plumb
