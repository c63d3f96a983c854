#include <gmock/gmock.h>

#include "harness/deviation/list.h"
#include "harness/testing/fixture_files.h"
#include "harness/testing/golden.h"

namespace plumb::deviation {
namespace {

class BrokenDeviations : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenDeviations, AreRefusedWithTheirPlaces) {
    const std::string name = GetParam();
    const std::string text =
        testing::ReadAll(testing::FixtureFolder("broken/deviations") / (name + ".yaml"));
    const auto list = Read(text, name + ".yaml");
    std::string said = list ? "" : ToString(list.error());
    if (list) {
        for (const Problem& problem : WhatIsMissing(*list)) said += ToString(problem) + "\n";
    }
    EXPECT_NE(said, "");
    testing::ExpectGolden("../broken/deviations/" + name + ".problems", said);
}

INSTANTIATE_TEST_SUITE_P(Fixtures, BrokenDeviations,
                         ::testing::ValuesIn(testing::FixtureNames("broken/deviations", ".yaml")),
                         [](const auto& tested) { return testing::TestName(tested.param); });

}  // namespace
}  // namespace plumb::deviation
