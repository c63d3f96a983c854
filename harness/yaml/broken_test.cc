#include <gmock/gmock.h>

#include "harness/testing/fixture_files.h"
#include "harness/testing/golden.h"
#include "harness/yaml/node.h"

namespace plumb::yaml {
namespace {

class BrokenYaml : public ::testing::TestWithParam<std::string> {};

TEST_P(BrokenYaml, IsRefusedWithItsPlace) {
    const std::string name = GetParam();
    const std::string text =
        testing::ReadAll(testing::FixtureFolder("broken/yaml") / (name + ".yaml"));
    const auto node = Parse(text, name + ".yaml");
    ASSERT_FALSE(node.has_value());
    testing::ExpectGolden("../broken/yaml/" + name + ".problems", ToString(node.error()));
}

INSTANTIATE_TEST_SUITE_P(Fixtures, BrokenYaml,
                         ::testing::ValuesIn(testing::FixtureNames("broken/yaml", ".yaml")),
                         [](const auto& tested) { return testing::TestName(tested.param); });

}  // namespace
}  // namespace plumb::yaml
