// `plumb storm` over the embedded mocks: what the built-in data flow survives, and what a faulty
// one does not.

#include <gmock/gmock.h>

#include <filesystem>

#include "harness/checklist/reader.h"
#include "harness/cli/storm_run.h"
#include "harness/testing/result_matchers.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

using storm::Fate;

storm::Storm RunStorm(const std::string& checklist_file, cli::StormOptions options) {
    const auto installation = cli::Installation::Find();
    EXPECT_THAT(installation, testing::IsOk());
    const auto checklist =
        checklist::ReadFile(std::string(PLUMB_SOURCE_DIR) + "/" + checklist_file);
    EXPECT_THAT(checklist, testing::IsOk());
    const auto profiles = installation->ReadProfiles();
    const auto workload = cli::ReadWorkload(*installation, *checklist, *profiles);
    EXPECT_THAT(workload, testing::IsOk());
    options.jobs = 2;
    auto storm = cli::RunStorm(*workload, *profiles, options);
    EXPECT_THAT(storm, testing::IsOk());
    return *std::move(storm);
}

constexpr const char* kFirst = "specs/checklists/youtrack-to-poweroffice-go.yaml";
constexpr const char* kCreateOrMerge = "fixtures/checklists/create-or-merge-customers.yaml";

TEST(StormRun, TheCorrectDataFlowSurvivesTheFirstRequests) {
    cli::StormOptions options;
    options.to = 4;
    options.faults = {"status-503", "commit-then-drop", "truncated"};
    const auto storm = RunStorm(kFirst, options);
    EXPECT_EQ(storm.points.size(), 12u);
    EXPECT_EQ(CountOf(storm, Fate::kSurvived), 12u) << storm::Summary(storm);
    EXPECT_EQ(storm::ExitStatusOf(storm), 0);
}

TEST(StormRun, ADataFlowThatFailsWithoutAnyFaultGetsNoStorm) {
    cli::StormOptions options;
    options.trial.embedded.defects = {"never-links"};
    const auto storm = RunStorm(kFirst, options);
    EXPECT_FALSE(storm.clean.empty());
    EXPECT_TRUE(storm.points.empty());
    EXPECT_EQ(storm::ExitStatusOf(storm), 1);
}

/// A list of customers that lacks the newest one must not make a second one of it.
TEST(StormRun, AStaleListDoesNotMakeARecordThatIsThere) {
    cli::StormOptions options;
    options.faults = {"stale-read"};
    options.from = 30;
    options.to = 36;
    const auto storm = RunStorm(kCreateOrMerge, options);
    EXPECT_EQ(CountOf(storm, Fate::kFailed), 0u) << storm::Summary(storm);
    EXPECT_GE(CountOf(storm, Fate::kSurvived), 1u) << storm::Summary(storm);
}

TEST(StormRun, AKindOfFaultThatIsNotThereIsAMistake) {
    cli::StormOptions options;
    options.faults = {"comit-then-drop"};
    const auto installation = cli::Installation::Find();
    const auto checklist = checklist::ReadFile(std::string(PLUMB_SOURCE_DIR) + "/" + kFirst);
    const auto profiles = installation->ReadProfiles();
    const auto workload = cli::ReadWorkload(*installation, *checklist, *profiles);
    const auto storm = cli::RunStorm(*workload, *profiles, options);
    ASSERT_FALSE(storm);
    EXPECT_THAT(ToString(storm.error()), ::testing::HasSubstr("commit-then-drop"));
}

}  // namespace
}  // namespace plumb
