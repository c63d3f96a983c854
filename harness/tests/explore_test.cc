// Random sequences on the built-in servers, as a person runs them.

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using testing::Output;
using testing::Plumb;

std::string OnlyFileIn(const std::filesystem::path& folder) {
    std::string found;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (found.empty()) found = entry.path().string();
    }
    return found;
}

TEST(Explore, FindsNothingOnTheCorrectDataFlow) {
    const testing::TempDir folder;
    for (const char* checklist : {"specs/checklists/youtrack-to-poweroffice-go",
                                  "fixtures/checklists/contactperson-two-alternatives"}) {
        const Output explored =
            Plumb(folder.Path(), std::string("explore -q --sequences 15 --jobs 1 ") +
                                     PLUMB_SOURCE_DIR + "/" + checklist + ".yaml");
        EXPECT_EQ(explored.status, 0) << explored.text;
        EXPECT_THAT(explored.text, HasSubstr("nothing found"));
    }
}

TEST(Explore, WritesWhatItFindsAsAScenarioThatFailsAgain) {
    const testing::TempDir folder;
    const Output explored = Plumb(folder.Path(),
                                  "explore -q --jobs 1 --sequences 10 --attempts 15 --defect "
                                  "target-to-source-only -o found");
    ASSERT_EQ(explored.status, 1) << explored.text;
    EXPECT_THAT(explored.text, HasSubstr("why "));
    const std::string file = OnlyFileIn(folder.Path() / "found");
    ASSERT_NE(file, "");
    EXPECT_EQ(Plumb(folder.Path(), "lint " + file).status, 0);
    EXPECT_EQ(Plumb(folder.Path(), "replay -q " + file).status, 1);
    EXPECT_EQ(Plumb(folder.Path(), "replay -q --without-defects " + file).status, 0);
}

TEST(Explore, RefusesWhatItWouldPassOverBesideAllDefects) {
    const testing::TempDir folder;
    for (const char* option : {"--defect never-links", "--target target.yaml", "--page-size 7"}) {
        const Output refused =
            Plumb(folder.Path(), std::string("explore -q --all-defects ") + option);
        EXPECT_EQ(refused.status, 2) << refused.text;
        EXPECT_THAT(refused.text, HasSubstr("has no meaning beside it")) << option;
    }
}

TEST(Explore, TellsWhatItCannotPredict) {
    const testing::TempDir folder;
    folder.Write("odd.yaml", R"(checklist: odd
title: Odd
source: youtrack
target: poweroffice-go
flows:
  a-to-b: {title: A, source: users, target: nowhere, create: never, merge_when_any: [a = b], properties: []}
)");
    const Output explored = Plumb(folder.Path(), "explore -q odd.yaml");
    EXPECT_EQ(explored.status, 2) << explored.text;
    EXPECT_THAT(explored.text, HasSubstr("left out: a-to-b"));
}

}  // namespace
}  // namespace plumb
