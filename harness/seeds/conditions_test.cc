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
    EXPECT_GT(with_faults, 60);
}

/// How many of two hundred seeds have a text among their conditions.
int CountWith(std::string_view text) {
    int count = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        count += InWords(Draw(seed)).find(text) == std::string::npos ? 0 : 1;
    return count;
}

TEST(Conditions, HoldEverythingThatACorrectDataFlowSurvives) {
    for (const char* text :
         {"page-size 1\n", "replica_lag_ms: 900", "v2_fraction_digits: 0", "customers: 1000 ms",
          "clock-skew", "\"delay\"", "401", "429", "retry_after_as_date", "503", "commit-then-drop",
          "commit-then-status", "truncate", "malformed", "expired-token", "duplicate", "reset"})
        EXPECT_GE(CountWith(text), 3) << text;
}

TEST(Conditions, NeverHaveFaultsBesideClocksThatAreOff) {
    for (std::uint64_t seed = 1; seed <= 500; ++seed) {
        const auto faults = Draw(seed).faults;
        const auto skews = std::ranges::count_if(faults, [](const auto& fault) {
            return fault.dump().find("clock-skew") != std::string::npos;
        });
        EXPECT_TRUE(skews == 0 || skews == static_cast<long>(faults.size())) << seed;
    }
}

}  // namespace
}  // namespace plumb::seeds
