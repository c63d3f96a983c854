#include "harness/explore/company.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

namespace plumb::explore {
namespace {

using ::testing::ElementsAre;
using Company = std::vector<std::size_t>;

/// Fails whenever all of these are there.
std::function<bool(const Company&)> Needs(std::set<std::size_t> wanted, int* runs = nullptr) {
    return [wanted = std::move(wanted), runs](const Company& company) {
        if (runs != nullptr) ++*runs;
        return std::ranges::includes(company, wanted);
    };
}

TEST(NeededCompany, IsThatWithoutWhichNothingFails) {
    EXPECT_THAT(NeededCompany(40, 17, Needs({3, 17, 31}), 400), ElementsAre(3u, 17u, 31u));
    EXPECT_THAT(NeededCompany(2, 1, Needs({0, 1}), 400), ElementsAre(0u, 1u));
    EXPECT_THAT(NeededCompany(1, 0, Needs({0}), 400), ElementsAre(0u));
}

TEST(NeededCompany, KeepsTheVictim) {
    EXPECT_THAT(NeededCompany(40, 17, Needs({}), 400), ElementsAre(17u));
}

TEST(NeededCompany, IsAskedForNoMoreOftenThanAllowed) {
    int runs = 0;
    NeededCompany(40, 17, Needs({3, 17, 31}, &runs), 5);
    EXPECT_EQ(runs, 5);
}

TEST(Together, HoldsAllAsCasesAndBearsTheWordsOfOne) {
    scenario::Scenario a, b;
    a.name = "a";
    b.name = "b";
    b.why = "because";
    b.faults_may_miss = true;
    b.steps = {{scenario::Sync{}, {}}};
    const scenario::Scenario together = Together({a, b}, 1);
    EXPECT_EQ(together.why, "because");
    EXPECT_TRUE(together.faults_may_miss);
    EXPECT_TRUE(together.steps.empty());
    ASSERT_EQ(together.cases.size(), 2u);
    EXPECT_EQ(together.cases[1].name, "b");
    EXPECT_EQ(together.cases[1].steps.size(), 1u);
}

}  // namespace
}  // namespace plumb::explore
