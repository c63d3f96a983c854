#include "mocks/sesam/defects.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "harness/yaml/node.h"

namespace plumb::mocks::sesam {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;

TEST(Defects, OfTheFixtureAreThoseOfTheProgram) {
    const auto fixture = yaml::ParseFile(std::string(PLUMB_SOURCE_DIR) + "/fixtures/defects.yaml");
    ASSERT_THAT(fixture, IsOk());
    const yaml::Node* defects = fixture->Find("defects");
    ASSERT_NE(defects, nullptr);
    std::vector<std::string> ids;
    for (const auto& entry : defects->entries) {
        ids.push_back(entry.key);
        EXPECT_FALSE(entry.value.Find("does")->text.empty()) << entry.key;
        EXPECT_NE(entry.value.Find("shows_on")->items.empty(),
                  entry.value.Find("unseen") == nullptr)
            << entry.key;
        EXPECT_NE(entry.value.Find("caught_by"), nullptr) << entry.key;
    }
    EXPECT_THAT(ids, ::testing::UnorderedElementsAreArray(DefectIds()));
}

TEST(Defects, AnUnknownOneIsRefusedWithTheNearest) {
    Policies policies;
    EXPECT_THAT(SwitchOn("never-link", policies), Fails(::testing::HasSubstr("never-links")));
}

}  // namespace
}  // namespace plumb::mocks::sesam
