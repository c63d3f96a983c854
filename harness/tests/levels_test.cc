// The smoke level decides every clause with few records, and small tenants hold the full one.

#include <gmock/gmock.h>

#include <algorithm>
#include <set>

#include "harness/selftest/proof.h"
#include "harness/tests/embedded_run.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using scenario::Basis;
using testing::PlanShipped;
using testing::RunEmbedded;
using ::testing::SizeIs;

constexpr int kFewUsers = 8;

plan::Selection Smoke() {
    plan::Selection selection;
    selection.level = plan::Level::kSmoke;
    return selection;
}

/// A clause, and on what the claim about it rests.
using Claims = std::set<std::pair<std::string, Basis>>;

Claims ClaimsOf(const plan::Plan& plan) {
    Claims claims;
    for (const plan::Case& one : plan.cases) {
        const bool counts = one.basis == Basis::kStated || one.basis == Basis::kImplied ||
                            one.basis == Basis::kAssumed;
        for (const std::string& clause : one.clauses) {
            if (counts) claims.emplace(clause, one.basis);
        }
    }
    return claims;
}

std::vector<std::string> FailuresIn(const cli::Trial& trial) {
    std::vector<std::string> failures;
    for (const auto& [id, judged] : trial.cases) {
        if (judged.verdict == "fail") failures.push_back(id);
    }
    return failures;
}

class SmokeLevel : public ::testing::TestWithParam<std::string> {};

TEST_P(SmokeLevel, DecidesWhateverTheFullLevelDecidesWithEightUsers) {
    const auto smoke = PlanShipped(GetParam(), Smoke());
    const auto full = PlanShipped(GetParam());
    ASSERT_TRUE(smoke) << ToString(smoke.error());
    ASSERT_TRUE(full) << ToString(full.error());
    EXPECT_EQ(ClaimsOf(*smoke), ClaimsOf(*full));
    EXPECT_LT(smoke->cases.size(), 20u);
    const auto trial = RunEmbedded(*smoke, {.users_limit = kFewUsers});
    EXPECT_THAT(trial.cases, SizeIs(smoke->cases.size()));
    for (const auto& [id, judged] : trial.cases) EXPECT_EQ(judged.verdict, "pass") << id;
    EXPECT_EQ(trial.summary.syncs, smoke->cost.syncs) << "the plan predicts what happens";
}

TEST_P(SmokeLevel, ConsistsOfProvenChecks) {
    const auto file = yaml::ParseFile(cli::Installation::Find()->Proof().string());
    ASSERT_TRUE(file);
    const auto proof = selftest::ReadProof(*file);
    ASSERT_TRUE(proof);
    const auto plan = PlanShipped(GetParam(), Smoke());
    ASSERT_TRUE(plan);
    for (const plan::Case& one : plan->cases) EXPECT_TRUE(proof->checks.contains(one.check));
}

INSTANTIATE_TEST_SUITE_P(Checklists, SmokeLevel, ::testing::ValuesIn(testing::kChecklists),
                         [](const auto& test) {
                             std::string name = std::filesystem::path(test.param).stem().string();
                             std::ranges::replace(name, '-', '_');
                             return name;
                         });

struct Blatant {
    std::string defect;
    std::size_t checklist;  ///< index in kChecklists
};

TEST(Smoke, FailsWhatIsBlatantlyWrong) {
    const std::vector<Blatant> defects{
        {"never-links", 0},           {"links-but-never-syncs", 0}, {"creates-when-unlinked", 0},
        {"source-to-target-only", 0}, {"target-to-source-only", 0}, {"writes-unlisted-property", 0},
        {"never-creates", 1},         {"drops-one-property", 1},    {"creates-twice", 2},
    };
    for (const Blatant& one : defects) {
        const auto plan = PlanShipped(testing::kChecklists[one.checklist], Smoke());
        ASSERT_TRUE(plan);
        EXPECT_FALSE(FailuresIn(RunEmbedded(*plan, {.defects = {one.defect}})).empty())
            << one.defect;
    }
}

TEST(SmallTenants, HoldTheFullLevelInWaves) {
    plan::Selection part;
    part.shard = 3;
    part.shards = 12;
    const auto plan =
        PlanShipped(testing::kChecklists[0], part, {{"youtrack.users", kFewUsers}});
    ASSERT_TRUE(plan) << ToString(plan.error());
    EXPECT_GT(plan->waves.size(), 5u);
    const auto trial = RunEmbedded(*plan, {.users_limit = kFewUsers});
    EXPECT_EQ(trial.summary.ended, "complete");
    EXPECT_THAT(trial.cases, SizeIs(plan->cases.size()));
    for (const auto& [id, judged] : trial.cases) {
        const bool fine =
            judged.verdict == "pass" || judged.verdict == "observed" ||
            (judged.verdict == "skipped" && judged.reason.find("max_records") != std::string::npos);
        EXPECT_TRUE(fine) << id << " is " << judged.verdict << ": " << judged.reason;
    }
    EXPECT_EQ(trial.summary.syncs, plan->cost.syncs);
}

TEST(SmallTenants, ThatTheTargetDoesNotTellOfAreNoFaultOfTheDataFlow) {
    plan::Selection part;
    part.filters = {"users-to-customers/equal-value-links/*"};
    const auto plan = PlanShipped(testing::kChecklists[0], part);
    ASSERT_TRUE(plan) << ToString(plan.error());
    const auto trial = RunEmbedded(*plan, {.users_limit = kFewUsers});
    EXPECT_EQ(trial.summary.ended, "complete");
    std::string refused;
    for (const auto& [id, judged] : trial.cases) {
        EXPECT_TRUE(judged.verdict == "pass" || judged.verdict == "error")
            << id << " is " << judged.verdict << ": " << judged.reason;
        if (judged.verdict == "error") refused += judged.reason;
    }
    EXPECT_THAT(refused, ::testing::HasSubstr("The licence allows no more users"));
}

TEST(SmallTenants, HoldFailedCasesThatAreRepeatedAlone) {
    const auto plan = PlanShipped(testing::kChecklists[0], Smoke());
    ASSERT_TRUE(plan);
    const auto trial = RunEmbedded(
        *plan, {.defects = {"links-but-never-syncs"}, .confirm = 10, .users_limit = kFewUsers});
    EXPECT_FALSE(FailuresIn(trial).empty());
    EXPECT_GT(trial.summary.syncs, plan->cost.syncs) << "they were repeated";
    EXPECT_EQ(trial.summary.ended, "complete");
    for (const auto& [id, judged] : trial.cases) {
        EXPECT_NE(judged.verdict, "error") << id << ": " << judged.reason;
        EXPECT_NE(judged.verdict, "skipped") << id << ": " << judged.reason;
    }
}

}  // namespace
}  // namespace plumb
