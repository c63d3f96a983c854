#include "harness/selftest/defect.h"

#include <gmock/gmock.h>

namespace plumb::selftest {
namespace {

using ::testing::HasSubstr;

Result<std::vector<Defect>> Read(const std::string& body) {
    return ReadDefects(
        *yaml::Parse("defects:\n  d:\n    does: it\n    family: P1\n" + body, "d.yaml"));
}

TEST(Defects, AreReadWithWhereTheyShow) {
    const auto defects = Read("    shows_on: [a]\n    caught_by: [c]\n    explorable: true\n");
    ASSERT_TRUE(defects) << ToString(defects.error());
    EXPECT_TRUE(defects->front().ShowsOn("a"));
    EXPECT_FALSE(defects->front().ShowsOn("b"));
    EXPECT_TRUE(defects->front().explorable);
}

struct Broken {
    const char* name;
    const char* body;
    const char* problem;
};
class BrokenDefects : public ::testing::TestWithParam<Broken> {};

TEST_P(BrokenDefects, AreRefusedWithTheirPlace) {
    const auto defects = Read(GetParam().body);
    ASSERT_FALSE(defects);
    EXPECT_THAT(ToString(defects.error()), HasSubstr(GetParam().problem));
    EXPECT_THAT(ToString(defects.error()), HasSubstr("d.yaml:"));
}

INSTANTIATE_TEST_SUITE_P(
    Defects, BrokenDefects,
    ::testing::Values(
        Broken{"Uncaught", "    shows_on: [a]\n    caught_by: []\n", "no check catches it"},
        Broken{"Unseen", "    shows_on: []\n    caught_by: []\n", "nothing says why"},
        Broken{"SeenAndUnseen", "    shows_on: [a]\n    caught_by: [c]\n    unseen: why\n",
               "'shows_on' names some"},
        Broken{"Misspelt", "    shows_on: [a]\n    caught_by: [c]\n    explorabel: true\n",
               "did you mean 'explorable'"}),
    [](const auto& test) { return test.param.name; });

TEST(Defects, TheShippedOnesAreReadable) {
    const auto defects = ReadDefectsFile(std::string(PLUMB_SOURCE_DIR) + "/fixtures/defects.yaml");
    ASSERT_TRUE(defects) << ToString(defects.error());
    EXPECT_GE(defects->size(), 60u);
}

}  // namespace
}  // namespace plumb::selftest
