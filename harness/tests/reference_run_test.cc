// The correct data flow passes every case: a harness that cries wolf is worth nothing.

#include <gmock/gmock.h>

#include "harness/tests/embedded_run.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using cli::Trial;
using testing::PlanShipped;
using testing::RunEmbedded;

void ExpectNothingToComplainAbout(const Trial& result, std::size_t cases) {
    EXPECT_EQ(result.summary.ended, "complete");
    EXPECT_EQ(result.cases.size(), cases);
    EXPECT_THAT(result.departures, ::testing::IsEmpty());
    EXPECT_EQ(result.count.held, result.count.logged) << "no request escapes the documents";
    for (const auto& [id, judged] : result.cases) {
        const bool fine = judged.verdict == "pass" || judged.verdict == "observed" ||
                          (judged.verdict == "skipped" && !judged.missing_need);
        EXPECT_TRUE(fine) << id << " is " << judged.verdict << ": " << judged.reason;
    }
}

class ReferenceRun : public ::testing::TestWithParam<std::string> {};

TEST_P(ReferenceRun, PassesEveryCaseInLockstep) {
    const auto plan = PlanShipped(GetParam());
    ASSERT_TRUE(plan) << ToString(plan.error());
    const auto result = RunEmbedded(*plan, {{}, 1, false});
    ExpectNothingToComplainAbout(result, plan->cases.size());
    EXPECT_GT(result.count.logged, 0u);
    EXPECT_EQ(result.summary.syncs, plan->cost.syncs) << "the plan predicts what happens";
}

TEST_P(ReferenceRun, PassesForOtherSeedsThatIsOtherDataAndAnotherOrder) {
    plan::Selection selection;
    selection.shards = 8;  // together every case, each part with a seed of its own
    for (std::uint64_t seed = 2; seed < 10; ++seed) {
        SCOPED_TRACE(seed);
        selection.shard = static_cast<int>(seed) - 1;
        const auto plan = PlanShipped(GetParam(), selection);
        ASSERT_TRUE(plan) << ToString(plan.error());
        ExpectNothingToComplainAbout(RunEmbedded(*plan, {{}, seed, false}), plan->cases.size());
    }
}

TEST_P(ReferenceRun, PassesCasesOneAtATimeToo) {
    plan::Selection selection;
    selection.shards = 60;
    for (std::uint64_t seed = 1; seed < 4; ++seed) {
        SCOPED_TRACE(seed);
        selection.shard = static_cast<int>(7 * seed);
        const auto plan = PlanShipped(GetParam(), selection);
        ASSERT_TRUE(plan) << ToString(plan.error());
        ExpectNothingToComplainAbout(RunEmbedded(*plan, {{}, seed, true}), plan->cases.size());
    }
}

TEST_P(ReferenceRun, PassesWithRequestsFromSeveralThreads) {
    plan::Selection selection;
    selection.shard = 3;
    selection.shards = 6;
    const auto plan = PlanShipped(GetParam(), selection);
    ASSERT_TRUE(plan) << ToString(plan.error());
    ExpectNothingToComplainAbout(RunEmbedded(*plan, {{}, 5, false, 4}), plan->cases.size());
}

INSTANTIATE_TEST_SUITE_P(Checklists, ReferenceRun, ::testing::ValuesIn(testing::kChecklists),
                         [](const auto& test) {
                             std::string name = std::filesystem::path(test.param).stem().string();
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

TEST(ReferenceRun, TheFirstChecklistTakesAtMostSeventyThreeSyncsForAtLeast150Cases) {
    const auto plan = PlanShipped(testing::kChecklists.front());
    ASSERT_TRUE(plan) << ToString(plan.error());
    EXPECT_GE(plan->cases.size(), 150u);
    // Forty-five for all that bear company, three for each of four cases that need the world alone,
    // and four for each of four that fill a list.
    EXPECT_LE(plan->cost.syncs, 73);
}

}  // namespace
}  // namespace plumb
