#include "harness/seeds/conditions.h"

#include <gmock/gmock.h>

#include <set>

namespace plumb::seeds {
namespace {

TEST(Conditions, FollowFromTheSeedAlone) {
    for (const std::uint64_t seed : {1u, 2u, 77u})
        EXPECT_EQ(InWords(Draw(seed)), InWords(Draw(seed)));
}

TEST(Conditions, DifferFromSeedToSeed) {
    std::set<std::string> seen;
    std::set<int> pages;
    int with_faults = 0;
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Conditions conditions = Draw(seed);
        seen.insert(conditions.settings);
        pages.insert(conditions.page_size);
        with_faults += conditions.faults.empty() ? 0 : 1;
    }
    EXPECT_GT(seen.size(), 95u);
    EXPECT_GE(pages.size(), 5u);
    EXPECT_GT(with_faults, 25);
    EXPECT_LT(with_faults, 75);
}

}  // namespace
}  // namespace plumb::seeds
