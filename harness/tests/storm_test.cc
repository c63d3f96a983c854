// `plumb storm` over the embedded mocks: what the built-in data flow survives, and what a faulty
// one does not.

#include <gmock/gmock.h>

#include <atomic>
#include <filesystem>

#include "harness/checklist/reader.h"
#include "harness/cli/session.h"
#include "harness/cli/storm_run.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"
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

/// A failed write whose property is never edited again is lost for good.
TEST(StormRun, AWriteThatIsSwallowedIsLostAndItsReplayFileFailsLikewise) {
    const testing::TempDir folder;
    const testing::Output storm = testing::Plumb(
        folder.Path(),
        "storm -q --seed 1 --defect swallows-failed-writes --only 60 --fault status-500 -o out");
    EXPECT_EQ(storm.status, 1) << storm.text;
    EXPECT_THAT(storm.text, ::testing::HasSubstr("again: plumb storm --seed 1 --defect "
                                                 "swallows-failed-writes --output out --only 60 "
                                                 "--fault status-500"));
    const std::string replay = "replay -q out/request-60-status-500.yaml";
    ASSERT_THAT(storm.text, ::testing::HasSubstr("plumb replay out/request-60-status-500.yaml"));
    EXPECT_EQ(testing::Plumb(folder.Path(), replay).status, 1);
    EXPECT_EQ(testing::Plumb(folder.Path(), replay + " --without-defects").status, 0);
    EXPECT_EQ(testing::Plumb(folder.Path(), "lint out/request-60-status-500.yaml").status, 0);
}

/// Mocks with a data flow that were there before and go on after a storm.
struct Site {
    std::unique_ptr<cli::Embedded> mocks;
    checklist::Checklist checklist;
    std::vector<target::Profile> profiles;
    std::optional<cli::StormSite> site;

    explicit Site(std::vector<std::string> defects) {
        const auto installation = cli::Installation::Find();
        const std::string file = std::string(PLUMB_SOURCE_DIR) + "/" + kFirst;
        checklist = *checklist::ReadFile(file);
        profiles = *installation->ReadProfiles();
        cli::EmbeddedOptions options;
        options.defects = std::move(defects);
        mocks = *cli::Embedded::Start(checklist, options);
        const auto target = target::ReadTarget(mocks->TargetJson().dump(), "target.json", "/",
                                               profiles, [](auto&) { return std::nullopt; });
        EXPECT_THAT(target, testing::IsOk());
        plan::Offer offer;
        offer.capabilities = cli::Offers(*target, true);
        offer.page_limit = 120;
        site = cli::StormSite{*target, "target.json", file, offer};
    }
    storm::Storm Run(const cli::StormOptions& options) const {
        const auto workload =
            cli::ReadWorkload(*cli::Installation::Find(), checklist, profiles, site);
        EXPECT_THAT(workload, testing::IsOk());
        auto storm = cli::RunStorm(*workload, profiles, options, site);
        EXPECT_THAT(storm, testing::IsOk());
        return *std::move(storm);
    }
};

TEST(StormRun, OnATargetMeetsOnePointAfterTheOther) {
    const Site site({});
    cli::StormOptions options;
    options.from = 2;
    options.to = 4;
    options.faults = {"status-503", "commit-then-drop"};
    const auto storm = site.Run(options);
    EXPECT_EQ(storm.points.size(), 6u);
    EXPECT_EQ(CountOf(storm, Fate::kSurvived), 6u) << storm::Summary(storm);
    EXPECT_EQ(storm.stormy_syncs, 4);
}

TEST(StormRun, OnATargetAFaultyDataFlowLosesAWriteAndItsReplayNamesTheTarget) {
    const Site site({"swallows-failed-writes"});
    cli::StormOptions options;
    options.faults = {"status-500"};
    options.to = 1;
    const auto requests = site.Run(options).requests;
    // Of the last stormy sync: no later edit hides that a write of it is lost.
    const auto is_last_write = [](const storm::Request& request) {
        return request.sync == 4 && request.purpose == storm::Purpose::kWrite &&
               request.system == "youtrack";
    };
    const auto first = std::ranges::find_if(requests, is_last_write);
    ASSERT_NE(first, requests.end());
    options.from = first->number;
    options.to = static_cast<int>(requests.size());
    std::atomic<bool> stop = false;
    options.trial.interrupt = Interrupt(stop);
    options.progress = [&](const storm::Storm&, const storm::PointResult& point) {
        if (point.fate == Fate::kFailed) stop = true;
    };
    auto storm = site.Run(options);
    const auto failed = std::ranges::find(storm.points, Fate::kFailed, &storm::PointResult::fate);
    ASSERT_NE(failed, storm.points.end()) << storm::Summary(storm);
    failed->replay = "r.yaml";
    storm.folder = "out";
    EXPECT_EQ(storm::ReplayCommandFor(storm, *failed),
              "plumb replay out/r.yaml --target target.json");
}

TEST(StormRun, IsRefusedWhereNoFaultCanBeSet) {
    const testing::TempDir folder;
    folder.Write("target.yaml",
                 "target: mine\n"
                 "systems:\n"
                 "  youtrack: {url: \"http://127.0.0.1:1\", token: \"${T}\"}\n"
                 "  poweroffice-go: {url: \"http://127.0.0.1:2\", v1_url: \"http://127.0.0.1:3\", "
                 "application_key: \"${T}\", client_key: \"${T}\", subscription_key: \"${T}\"}\n"
                 "dataflow: {driver: command, sync: {argv: [\"true\"]}}\n"
                 "safety: {sandbox: true, hosts: [127.0.0.1], write_budget: 10}\n");
    const testing::Output storm =
        testing::Plumb(folder.Path(), "storm --target target.yaml", "2>&1", "T=secret ");
    EXPECT_EQ(storm.status, 2) << storm.text;
    EXPECT_THAT(storm.text, ::testing::HasSubstr("a storm needs mocks"));
}

TEST(StormRun, AnInterruptLeavesPointsOutAndBlamesNone) {
    std::atomic<bool> stop = false;
    cli::StormOptions options;
    options.trial.interrupt = Interrupt(stop);
    options.to = 4;
    options.faults = {"status-503"};
    options.progress = [&](const storm::Storm&, const storm::PointResult&) { stop = true; };
    const auto storm = RunStorm(kFirst, options);
    EXPECT_EQ(CountOf(storm, Fate::kError), 0u) << storm::Summary(storm);
    EXPECT_LT(storm.points.size(), storm.selected);
    EXPECT_EQ(storm.ended, "interrupted");
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
