// A disk that is full before the run's ends: what the ledger cannot hold is not made.

#include <gmock/gmock.h>

#include <numeric>
#include <set>

#include "harness/cli/embedded.h"
#include "harness/cli/session.h"
#include "harness/ledger/cleaner.h"
#include "harness/ledger/line.h"
#include "harness/run/places.h"
#include "harness/run/runner.h"
#include "harness/testing/full_disk.h"
#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/shipped.h"

namespace plumb {
namespace {

/// The marks of all records of the run that are in the systems.
std::vector<std::string> MarksSeen(const run::World& world) {
    std::vector<std::string> marks;
    for (const auto& [system, id] : run::PlacesOf(world.checklist, world.profiles)) {
        const target::Entity& entity = *world.systems.at(system)->GetProfile().FindEntity(id);
        const auto records = world.systems.at(system)->List(entity, {});
        EXPECT_TRUE(records) << ToString(records.error());
        for (const system::Record& record : *records) {
            const auto mark = ledger::MarkOf(record.fields, entity, world.ledger.GetHeader().run);
            if (!mark.empty()) marks.push_back(mark);
        }
    }
    return marks;
}

TEST(FullLedger, HoldsEveryRecordThatWasMadeAndIsNoFaultOfTheDataFlow) {
    plan::Selection few;
    few.checks = {"edit-arrives"};
    const auto plan = testing::PlanShipped(testing::kChecklists[0], few);
    ASSERT_TRUE(plan) << ToString(plan.error());
    const auto mocks = cli::Embedded::Start(plan->checklist, {});
    ASSERT_TRUE(mocks) << ToString(mocks.error());
    const auto profiles = cli::Installation::Find()->ReadProfiles();
    const auto target = target::ReadTarget((*mocks)->TargetJson().dump(), "mock", "/", *profiles,
                                           [](const auto&) { return std::nullopt; });
    ASSERT_TRUE(target) << ToString(target.error());
    const testing::TempDir folder;
    const std::string file = (folder.Path() / "ledger.jsonl").string();
    const auto ledger = ledger::Ledger::Open(file, {"t1", "", "", ""});
    ASSERT_TRUE(ledger) << ToString(ledger.error());
    const auto journal = journal::Writer::Nowhere();
    const auto session = cli::Session::Connect(
        {plan->checklist, "", *profiles, *target, *journal, 1, "t1", 120, {}, ledger->get()});
    ASSERT_TRUE(session) << ToString(session.error());
    const run::World& world = (*session)->GetWorld();

    std::vector<std::size_t> all(plan->cases.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    run::RunSummary summary;
    {
        const testing::FullDisk full(2'000);
        summary = run::RunPlan(world, *plan, all, {});
    }
    int errors = 0;
    for (const auto& [id, verdict] : summary.verdicts) {
        errors += verdict == scenario::Verdict::kError ? 1 : 0;
        EXPECT_NE(verdict, scenario::Verdict::kFail) << id;
    }
    EXPECT_GT(errors, 0);
    const auto contents = ledger::Read(file);
    ASSERT_TRUE(contents) << ToString(contents.error());
    std::set<std::string> known;
    for (const ledger::Entry& entry : contents->entries) known.insert(entry.mark);
    const auto seen = MarksSeen(world);
    EXPECT_FALSE(seen.empty());
    for (const std::string& mark : seen) EXPECT_TRUE(known.contains(mark)) << mark;
}

}  // namespace
}  // namespace plumb
