#include <gmock/gmock.h>

#include <filesystem>

#include "harness/base/text.h"
#include "harness/testing/golden.h"
#include "harness/yaml/node.h"

namespace plumb::yaml {
namespace {

TEST(YamlCorpus, IsATreeOrHasProblemsWithPlaces) {
    const auto folder = std::filesystem::path(PLUMB_SOURCE_DIR) / "fuzz/corpus/yaml";
    int trees = 0, refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto node = Parse(testing::ReadAll(entry.path()), "c.yaml",
                                {.bytes = 1 << 16, .depth = 32, .nodes = 20000});
        if (node) {
            EXPECT_TRUE(IsUtf8(ToJson(*node).dump())) << entry.path();
            ++trees;
            continue;
        }
        for (const Problem& problem : node.error().problems) {
            EXPECT_EQ(problem.place.file, "c.yaml");
            EXPECT_GT(problem.place.line, 0) << entry.path();
        }
        ++refused;
    }
    EXPECT_GT(trees, 10);
    EXPECT_GT(refused, 10);
}

}  // namespace
}  // namespace plumb::yaml
