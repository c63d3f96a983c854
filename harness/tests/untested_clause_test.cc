// A clause for which the catalogue has no check, as a person who leaves checks out meets it.

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using testing::Output;
using testing::ReadAll;
using testing::Shell;

/// The program installed in a folder of its own, with no checks but those of "nothing else".
class FewChecks : public ::testing::Test {
  protected:
    FewChecks() {
        const fs::path specs = folder_.Path() / "share/plumb/specs";
        fs::create_directories(folder_.Path() / "bin");
        fs::create_directories(specs.parent_path());
        fs::copy_file(PLUMB_PROGRAM, folder_.Path() / "bin/plumb");
        fs::copy(fs::path(PLUMB_SOURCE_DIR) / "specs", specs, fs::copy_options::recursive);
        for (const auto& file : fs::directory_iterator(specs / "checks")) {
            const bool stays = file.is_directory() || file.path().stem() == "nothing-else";
            if (!stays) left_out_.push_back(file.path());
        }
        for (const fs::path& file : left_out_) fs::remove(file);
    }
    Output Run(const std::string& arguments) const {
        return Shell(folder_.Path(), "./bin/plumb run -q --confirm 0 " + arguments + " 2>&1");
    }

    const testing::TempDir folder_;
    std::vector<fs::path> left_out_;
};

TEST_F(FewChecks, EndTheRunOfAWholeChecklistWithTwoAndNameTheClauses) {
    ASSERT_FALSE(left_out_.empty());
    const Output run = Run("");
    EXPECT_EQ(run.status, 2) << run.text;
    EXPECT_THAT(run.text, HasSubstr("No check of the catalogue has a case for"));
    for (const char* report : {"report.html", "report.md", "report.json", "traceability.csv"}) {
        EXPECT_THAT(ReadAll(folder_.Path() / "reports" / report),
                    HasSubstr("users-to-customers/keep-in-sync"))
            << report;
    }
    EXPECT_THAT(ReadAll(folder_.Path() / "reports/traceability.csv"),
                HasSubstr("no check has a case for it"));
}

TEST_F(FewChecks, DoNotMatterToARunOfPartOfTheChecklist) {
    const Output run = Run("--clause users-to-customers/nothing-else");
    EXPECT_EQ(run.status, 0) << run.text;
}

}  // namespace
}  // namespace plumb
