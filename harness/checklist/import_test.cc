#include "harness/checklist/import.h"

#include <gmock/gmock.h>

#include "harness/testing/fixture_files.h"
#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"

namespace plumb::checklist {
namespace {

namespace fs = std::filesystem;
using ::plumb::testing::FixtureFolder;
using ::plumb::testing::ReadAll;
using ::plumb::testing::TempDir;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<std::string> kKnown{"youtrack", "poweroffice-go"};

std::string PathOfFixture(const std::string& name) {
    return FixtureFolder(name).string();
}

ImportReport ImportInto(const fs::path& folder, const std::vector<std::string>& documents) {
    return Import(documents, folder.string(), kKnown);
}

std::vector<std::string> FilesIn(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) {
        names.push_back(entry.path().filename().string());
    }
    return names;
}

TEST(Import, GivesExactlyTheShippedChecklist) {
    const fs::path shared = fs::path(PLUMB_SOURCE_DIR).parent_path() / "shared" / "documents";
    const fs::path document = shared / "youtrack-to-poweroffice-go.rst";
    if (!fs::exists(document)) {
        GTEST_SKIP() << document << " is confidential and not here: nothing to compare with";
    }
    const TempDir dir;
    const ImportReport report = ImportInto(dir.Path(), {document.string()});
    EXPECT_THAT(report.problems, IsEmpty());
    EXPECT_THAT(report.warnings, IsEmpty());
    EXPECT_EQ(
        ReadAll(dir.Path() / "youtrack-to-poweroffice-go.yaml"),
        ReadAll(fs::path(PLUMB_SOURCE_DIR) / "specs/checklists/youtrack-to-poweroffice-go.yaml"));
}

TEST(Import, GivesAFileForEveryDocumentAlsoWithoutFlowsOrWithWarnings) {
    const TempDir dir;
    const ImportReport report = ImportInto(
        dir.Path() / "new",
        {PathOfFixture("documents/no-flows.rst"), PathOfFixture("documents/oddities.rst")});
    EXPECT_THAT(report.problems, IsEmpty());
    EXPECT_THAT(report.warnings, SizeIs(7));
    EXPECT_THAT(report.written, ElementsAre((dir.Path() / "new/no-flows.yaml").string(),
                                            (dir.Path() / "new/oddities.yaml").string()));
    EXPECT_THAT(ReadAll(dir.Path() / "new/no-flows.yaml"), HasSubstr("flows: {}\n"));
}

TEST(Import, RefusesTwoDocumentsForOneChecklistBeforeItWritesAny) {
    const TempDir dir;
    const auto twin = dir.Write("in/no-flows.txt", "x");
    const ImportReport report =
        ImportInto(dir.Path() / "out", {PathOfFixture("documents/names.rst"),
                                        PathOfFixture("documents/no-flows.rst"), twin.string()});
    ASSERT_THAT(report.problems, SizeIs(1));
    EXPECT_THAT(ToString(report.problems[0]),
                HasSubstr("no-flows.rst and this would both be written"));
    EXPECT_FALSE(fs::exists(dir.Path() / "out"));
}

TEST(Import, WritesTheOthersWhenOneIsNotUnderstoodOrCannotBeRead) {
    const TempDir dir;
    const ImportReport report = ImportInto(
        dir.Path(), {PathOfFixture("broken/documents/unknown-sentence.rst"), "/nonexistent/x.rst",
                     dir.Path().string(), PathOfFixture("documents/no-flows.rst")});
    EXPECT_FALSE(report.not_saved);
    ASSERT_THAT(report.problems, SizeIs(3));
    EXPECT_THAT(ToString(report.problems[0]),
                HasSubstr("unknown-sentence.rst:16:1: this line is not"));
    EXPECT_THAT(ToString(report.problems[1]), HasSubstr("/nonexistent/x.rst: cannot be read"));
    EXPECT_THAT(ToString(report.problems[2]), HasSubstr("is a folder"));
    EXPECT_THAT(FilesIn(dir.Path()), ElementsAre("no-flows.yaml"));
}

TEST(Import, LeavesNothingBehindWhenAChecklistCannotBeSaved) {
    const TempDir dir;
    fs::create_directories(dir.Path() / "no-flows.yaml/in-the-way");
    const ImportReport report = ImportInto(dir.Path(), {PathOfFixture("documents/no-flows.rst")});
    EXPECT_TRUE(report.not_saved);
    ASSERT_THAT(report.problems, SizeIs(1));
    EXPECT_THAT(ToString(report.problems[0]), HasSubstr("no-flows.yaml: could not be written"));
    EXPECT_THAT(FilesIn(dir.Path()), ElementsAre("no-flows.yaml"));
}

TEST(Import, SaysWhenTheFolderCannotBeMade) {
    const TempDir dir;
    const auto file = dir.Write("file", "x");
    const ImportReport report =
        ImportInto(file / "below", {PathOfFixture("documents/no-flows.rst")});
    EXPECT_TRUE(report.not_saved);
    EXPECT_THAT(report.problems, SizeIs(1));
}

}  // namespace
}  // namespace plumb::checklist
