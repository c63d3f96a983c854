// The self-test as a person meets it: a few defects on one small checklist.

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using testing::Output;
using testing::Plumb;
using testing::ReadAll;

const std::string kAlways = "'" PLUMB_SOURCE_DIR "/fixtures/checklists/always-customers.yaml' ";

class Selftest : public ::testing::Test {
  protected:
    Output Run(const std::string& arguments) {
        return Plumb(folder_.Path(), "selftest -q " + arguments);
    }
    testing::TempDir folder_;
};

TEST_F(Selftest, ShowsWhichDefectAChecksCasesAloneCatch) {
    const Output output =
        Run(kAlways + "-o out --check second-edit-arrives,edit-arrives --defect first-edit-only");
    EXPECT_EQ(output.status, 0) << output.text;
    EXPECT_THAT(output.text, HasSubstr("1 of 1 defects are caught"));
    EXPECT_THAT(output.text, HasSubstr("proven   second-edit-arrives\n    first-edit-only\n"));
    EXPECT_THAT(ReadAll(folder_.Path() / "out/selftest.csv"),
                HasSubstr("second-edit-arrives,first-edit-only"));
    EXPECT_TRUE(std::filesystem::exists(folder_.Path() / "out/selftest.html"));
    EXPECT_TRUE(std::filesystem::exists(folder_.Path() / "out/selftest.json"));
}

TEST_F(Selftest, FailsWhenNoCaseCouldShowTheDefect) {
    std::string checklist = ReadAll(PLUMB_SOURCE_DIR "/fixtures/checklists/always-customers.yaml");
    checklist = ReplaceAll(checklist, "keep_in_sync: both-ways", "keep_in_sync: never");
    folder_.Write("kept-apart.yaml", checklist);
    const Output output = Run("kept-apart.yaml --defect target-to-source-only");
    EXPECT_EQ(output.status, 1) << output.text;
    EXPECT_THAT(output.text, HasSubstr("✗ nothing is shown: no check has a case on always-customers"));
}

TEST_F(Selftest, RefusesWhatItDoesNotKnowAndAProofOfAFew) {
    const Output unknown = Run("--defect first-edit-onyl");
    EXPECT_EQ(unknown.status, 2);
    EXPECT_THAT(unknown.text, HasSubstr("first-edit-only"));
    const Output few = Run("--check edit-arrives --write-proof p.yaml");
    EXPECT_EQ(few.status, 2);
    EXPECT_THAT(few.text, HasSubstr("leave --check and --defect out"));
    EXPECT_FALSE(std::filesystem::exists(folder_.Path() / "p.yaml"));
}

}  // namespace
}  // namespace plumb
