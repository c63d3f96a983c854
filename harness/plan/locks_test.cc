#include "harness/plan/locks.h"

#include <gmock/gmock.h>

#include "harness/catalogue/shipped.h"
#include "harness/plan/planner.h"
#include "harness/plan/waves.h"

namespace plumb::plan {
namespace {

using catalogue::testing::FirstChecklist;
using catalogue::testing::ShippedCatalogue;
using catalogue::testing::ShippedProfiles;
using ::testing::HasSubstr;

constexpr const char* kUsers = "youtrack.users";

class Locks : public ::testing::Test {
  protected:
    Plan PlanFor(bool takes_locks, int users, const Selection& selection) const {
        Offer offer;
        offer.capabilities = {target::Capability::kLinks};
        offer.takes_locks = takes_locks;
        if (users > 0) offer.max_records = {{kUsers, users}};
        auto plan = MakePlan(checklist_, ShippedCatalogue(), profiles_, offer, selection);
        EXPECT_TRUE(plan) << ToString(plan.error());
        return plan ? *plan : Plan();
    }
    static Selection Check(const std::string& check) {
        Selection selection;
        selection.checks = {check};
        return selection;
    }

    const checklist::Checklist checklist_ = FirstChecklist();
    const std::vector<target::Profile> profiles_ = ShippedProfiles();
    const catalogue::Context context_{checklist_, profiles_};
};

TEST_F(Locks, AreOneRecordInEachSystem) {
    const Load load = LocksOf(context_, profiles_);
    EXPECT_EQ(load.records,
              (std::map<std::string, int>{{kUsers, 1}, {"poweroffice-go.customers", 1}}));
    EXPECT_EQ(load.writes, 2);
}

TEST_F(Locks, HaveNoPlaceWhereTheProfileNamesNone) {
    std::vector<target::Profile> profiles = profiles_;
    for (target::Profile& profile : profiles) profile.lock.reset();
    EXPECT_EQ(LocksOf(context_, profiles).Requests(), 0);
}

TEST_F(Locks, MayBeCopiedWhereEveryRecordIs) {
    checklist::Checklist checklist = checklist_;
    for (checklist::Flow& flow : checklist.flows) flow.create = checklist::CreateAlways{};
    const catalogue::Context context(checklist, profiles_);
    EXPECT_EQ(LocksOf(context, profiles_).records.at("poweroffice-go.customers"), 2);
}

TEST_F(Locks, CountInWhatAPlanForesees) {
    const Plan without = PlanFor(false, 0, Check("edit-arrives"));
    const Plan with = PlanFor(true, 0, Check("edit-arrives"));
    EXPECT_EQ(with.cost.writes, without.cost.writes + 2);
    EXPECT_EQ(with.cost.deletions, without.cost.deletions + 2);
    EXPECT_EQ(with.cost.records_alive, without.cost.records_alive + 2);
    const int lists_and_creations = 2 + 2 * 2;
    const int readings = 2 * (with.cost.syncs + 1);
    EXPECT_EQ(with.cost.requests, without.cost.requests + lists_and_creations + readings + 2);
}

TEST_F(Locks, TakeARecordOfWhatATargetAllows) {
    const Selection selection = Check("many-pairs-link-one-to-one");
    const auto needs = [&](const Plan& plan) {
        return plan.cases.front().skip ? plan.cases.front().skip->reason : "";
    };
    int enough = 1;
    while (enough < 100 && !needs(PlanFor(false, enough, selection)).empty()) ++enough;
    EXPECT_THAT(needs(PlanFor(true, enough, selection)), HasSubstr("with the run's lock"));
    EXPECT_EQ(needs(PlanFor(true, enough + 1, selection)), "");
}

TEST_F(Locks, LeaveRoomForEveryClauseOfTheSmokeLevel) {
    Selection smoke;
    smoke.level = Level::kSmoke;
    const Plan without = PlanFor(false, 0, smoke);
    const Plan with = PlanFor(true, 0, smoke);
    ASSERT_EQ(with.cases.size(), without.cases.size());
    for (std::size_t i = 0; i < with.cases.size(); ++i) {
        EXPECT_EQ(with.cases[i].id, without.cases[i].id);
        EXPECT_EQ(with.cases[i].skip.has_value(), without.cases[i].skip.has_value());
    }
}

}  // namespace
}  // namespace plumb::plan
