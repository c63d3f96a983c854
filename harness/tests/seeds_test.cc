// `plumb seeds`: a correct data flow is not blamed for what its systems or their network do.

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>

#include "harness/cli/seeds_run.h"
#include "harness/seeds/conditions.h"
#include "harness/testing/result_matchers.h"

namespace plumb {
namespace {

/// The first seed under whose conditions these texts stand.
std::uint64_t SeedWith(const std::vector<std::string>& texts) {
    for (std::uint64_t seed = 1;; ++seed) {
        const std::string conditions = seeds::InWords(seeds::Draw(seed));
        if (std::ranges::all_of(texts, [&](const std::string& text) {
                return conditions.find(text) != std::string::npos;
            }))
            return seed;
    }
}

cli::SeedsReport RunSeed(std::uint64_t seed, Interrupt interrupt = {}) {
    const auto installation = cli::Installation::Find();
    EXPECT_THAT(installation, testing::IsOk());
    cli::SeedsOptions options;
    options.first = seed;
    options.count = 1;
    options.cases = 10;
    options.interrupt = interrupt;
    auto report = cli::RunSeeds(*installation, options);
    EXPECT_THAT(report, testing::IsOk());
    return *std::move(report);
}

constexpr const char* kSkewOfPowerOffice =
    R"({"system":"poweroffice-go"},"verdict":{"is":"clock-skew","ms":)";

struct Trouble {
    const char* name;
    std::vector<std::string> texts;
};

class SeedOf : public ::testing::TestWithParam<Trouble> {};

TEST_P(SeedOf, DoesNotBlameTheCorrectDataFlow) {
    const auto report = RunSeed(SeedWith(GetParam().texts));
    EXPECT_EQ(report.seeds, 1);
    EXPECT_THAT(report.alarms, ::testing::IsEmpty()) << cli::Summary(report);
    EXPECT_GT(report.verdicts.at("pass"), 0);
}

INSTANTIATE_TEST_SUITE_P(
    Seeds, SeedOf,
    ::testing::Values(Trouble{"AReplicaThatLags", {"replica_lag_ms: 900"}},
                      Trouble{"AReplicaThatLagsAndFaults", {"replica_lag_ms: 300", "malformed"}},
                      Trouble{"CoarseTimeStamps", {"v2_fraction_digits: 0", "replica_lag_ms: 50"}},
                      Trouble{"AClockThatIsAhead", {kSkewOfPowerOffice + std::string("3600000")}},
                      Trouble{"AClockThatIsBehind",
                              {kSkewOfPowerOffice + std::string("-3600000")}}),
    [](const auto& test) { return test.param.name; });

TEST(Seeds, ThatAnInterruptCutOffAreNotToldAsWrong) {
    const std::atomic<bool> stop = true;
    const auto report = RunSeed(1, Interrupt(stop));
    EXPECT_EQ(report.seeds, 0);
    EXPECT_THAT(report.alarms, ::testing::IsEmpty());
    EXPECT_EQ(cli::ExitStatusOf(report), 3);
    EXPECT_THAT(cli::Summary(report), ::testing::HasSubstr("interrupted: 1 of 1 seeds"));
}

}  // namespace
}  // namespace plumb
