#include "harness/plan/planner.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "harness/catalogue/shipped.h"
#include "harness/plan/cost.h"
#include "harness/plan/text.h"
#include "harness/plan/waves.h"
#include "harness/scenario/needs.h"
#include "harness/scenario/step_lint.h"

namespace plumb::plan {
namespace {

using catalogue::testing::FirstChecklist;
using catalogue::testing::ReadChecklist;
using catalogue::testing::ShippedCatalogue;
using catalogue::testing::ShippedProfiles;
using plumb::testing::Fails;
using plumb::testing::IsOk;
using scenario::Basis;
using target::Capability;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

Offer Everything() {
    Offer offer;
    offer.capabilities = {Capability::kLinks, Capability::kWriteLog, Capability::kFaults,
                          Capability::kClock, Capability::kRestart};
    return offer;
}

Offer Without(Capability capability) {
    Offer offer = Everything();
    offer.capabilities.erase(capability);
    return offer;
}

Result<Plan> TryPlan(const Selection& selection, const Offer& offer = Everything(),
                     const checklist::Checklist& checklist = FirstChecklist()) {
    return MakePlan(checklist, ShippedCatalogue(), ShippedProfiles(), offer, selection);
}

Plan PlanOf(const Selection& selection, const Offer& offer = Everything(),
            const checklist::Checklist& checklist = FirstChecklist()) {
    auto plan = TryPlan(selection, offer, checklist);
    EXPECT_THAT(plan, IsOk());
    return plan ? *plan : Plan();
}

Selection Filter(const std::string& filter) {
    Selection selection;
    selection.filters = {filter};
    return selection;
}

std::vector<std::string> IdsOf(const Plan& plan) {
    std::vector<std::string> ids;
    for (const Case& one : plan.cases) ids.push_back(one.id);
    return ids;
}

TEST(Plan, OfTheFirstChecklistTakesAtMostFortyFiveSyncsForAllCasesThatBearCompany) {
    const Plan plan = PlanOf({});
    int alone = 0;
    for (const Case& one : plan.cases)
        alone += one.group == Group::kAlone ? one.start_after + one.syncs : 0;
    EXPECT_GE(plan.cases.size(), 150u);
    EXPECT_THAT(plan.waves, SizeIs(1));
    // Each kind of fault has a batch of its own.
    EXPECT_LE(plan.cost.syncs - alone, 45);
    EXPECT_LE(alone, 28);
    EXPECT_GT(plan.cost.writes, 0);
    EXPECT_GT(plan.cost.requests, plan.cost.writes);
    EXPECT_GT(plan.cost.records_alive, 0);
    for (const Case& one : plan.cases) EXPECT_FALSE(one.skip.has_value()) << one.id;
}

TEST(Plan, RunsRestartsAndFaultsApartAndWaitsWhereItMust) {
    for (const Case& one : PlanOf({}).cases) {
        const bool restarts = one.check.find("restart") != std::string::npos;
        const bool has_fault =
            std::any_of(one.steps.begin(), one.steps.end(), [](const scenario::Step& step) {
                return std::holds_alternative<scenario::Fault>(step.action);
            });
        // Lists that are empty are empty for every case, and whatever stands on one fills it.
        const bool fills = one.check == "edit-arrives-when-the-last-page-is-full";
        const bool concerns_all = fills || one.check == "empty-list-deletes-nothing";
        const Group apart = concerns_all ? Group::kAlone
                            : has_fault  ? Group::kFaults
                                         : Group::kRestart;
        const bool is_apart = restarts || has_fault || fills;
        EXPECT_EQ(one.group, is_apart ? apart : Group::kTogether) << one.id;
        const bool waits = one.check.find("more-than-a-page") != std::string::npos ||
                           one.check == "unmatched-record-made-later-creates-nothing";
        EXPECT_EQ(one.start_after, fills ? 2 : waits ? 1 : 0) << one.id;
    }
}

TEST(Plan, GuardsByControlsWhatRestsOnNothingHappening) {
    const Plan plan = PlanOf({});
    const auto needs_control = [&](const std::string& check) {
        return std::any_of(plan.cases.begin(), plan.cases.end(), [&](const Case& one) {
            return one.check == check && one.needs_control;
        });
    };
    EXPECT_TRUE(needs_control("unmatched-record-creates-nothing"));
    EXPECT_TRUE(needs_control("unequal-values-do-not-link"));
    EXPECT_TRUE(needs_control("one-edit-causes-one-write"));
    EXPECT_FALSE(needs_control("edit-arrives"));
    EXPECT_TRUE(needs_control("deleted-record")) << "what is only observed needs it too";
    EXPECT_FALSE(needs_control("letter-case-of-the-key"));
}

TEST(Plan, GuardsEveryCaseByControlsWhereADataFlowCannotSayThatItIsDone) {
    Offer offer = Everything();
    offer.says_when_done = false;
    for (const Case& one : PlanOf({}, offer).cases) EXPECT_TRUE(one.needs_control) << one.id;
}

TEST(Selection, TakesFlowsClausesChecksBasesAndPatterns) {
    Selection selection;
    selection.flows = {"users-to-customers"};
    selection.clauses = {"users-to-customers/merge/1"};
    selection.bases = {Basis::kStated};
    selection.checks = {"equal-value-links", "counterpart-made-later-links"};
    selection.filters = {"*/to-*", "*/pl?in"};
    EXPECT_THAT(IdsOf(PlanOf(selection)),
                ElementsAre("users-to-customers/equal-value-links/plain",
                            "users-to-customers/counterpart-made-later-links/to-target",
                            "users-to-customers/counterpart-made-later-links/to-source"));
    EXPECT_THAT(IdsOf(PlanOf(Filter("users-to-customers/edit-arrives"))),
                ElementsAre("users-to-customers/edit-arrives/to-target",
                            "users-to-customers/edit-arrives/to-source"))
        << "without a star: that id and all below it";
}

TEST(Selection, CountsACaseOfTwoFlowsForBoth) {
    Selection selection;
    selection.flows = {"users-to-customers"};
    EXPECT_THAT(IdsOf(PlanOf(selection)),
                Contains("users-to-contactperson/one-record-links-in-both-flows/plain"));
}

TEST(Selection, NamesTheNearestOfWhatDoesNotExist) {
    EXPECT_THAT(
        TryPlan(Filter("users-to-customers/edit-arives/to-target")),
        Fails(AllOf(HasSubstr("no case matches the filter"),
                    HasSubstr("did you mean 'users-to-customers/edit-arrives/to-target'"))));
    Selection selection;
    selection.checks = {"edit-arives"};
    EXPECT_THAT(TryPlan(selection), Fails(HasSubstr("did you mean 'edit-arrives'")));
    selection.checks = {"edit-arrives"};
    selection.bases = {Basis::kHygiene};
    EXPECT_THAT(TryPlan(selection), Fails(HasSubstr("the selection holds no case")));
}

TEST(Shards, CoverEveryCaseExactlyOnceAndAlwaysTheSame) {
    const std::vector<std::string> all = IdsOf(PlanOf({}));
    for (const int count : {1, 2, 3, 7}) {
        std::multiset<std::string> covered;
        for (int shard = 1; shard <= count; ++shard) {
            Selection selection;
            selection.shard = shard;
            selection.shards = count;
            const std::vector<std::string> ids = IdsOf(PlanOf(selection));
            EXPECT_LT(ids.size(), all.size() + (count == 1 ? 1 : 0));
            covered.insert(ids.begin(), ids.end());
        }
        EXPECT_EQ(covered, std::multiset<std::string>(all.begin(), all.end())) << count;
    }
}

TEST(Shards, MayBeEmpty) {
    Selection selection = Filter("users-to-customers/edit-arrives/to-target");
    selection.shards = 5;
    std::size_t cases = 0;
    for (selection.shard = 1; selection.shard <= 5; ++selection.shard) {
        const auto plan = TryPlan(selection);
        ASSERT_THAT(plan, IsOk());
        cases += plan->cases.size();
        if (!plan->cases.empty()) continue;
        EXPECT_THAT(plan->waves, IsEmpty());
        EXPECT_EQ(plan->cost.syncs, 0);
    }
    EXPECT_EQ(cases, 1u);
}

TEST(Needs, ThatTheTargetDoesNotOfferSkipTheCase) {
    const Plan plan = PlanOf({}, Without(Capability::kRestart));
    for (const Case& one : plan.cases) {
        const bool restarts = scenario::NeedsOf(one.steps).contains(Capability::kRestart);
        EXPECT_EQ(one.skip.has_value(), restarts) << one.id;
        if (!one.skip) continue;
        EXPECT_TRUE(one.skip->missing_need);
        EXPECT_THAT(one.skip->reason, HasSubstr("may_restart: true"));
    }
    for (const ClauseOutlook& clause : plan.outlook) {
        EXPECT_THAT(clause.missing, Contains(HasSubstr("restart"))) << clause.clause;
    }
    for (const Case& one : PlanOf({}, Without(Capability::kWriteLog)).cases) {
        if (one.check != "further-syncs-write-nothing") continue;
        ASSERT_TRUE(one.skip.has_value());
        EXPECT_THAT(one.skip->reason, HasSubstr("mock servers"));
    }
}

TEST(Pages, LargerThanTheLimitAreSkippedWhereOnlyTheProfileTellsTheirSize) {
    Offer offer = Without(Capability::kWriteLog);
    offer.page_limit = 50;
    for (const Case& one : PlanOf(Filter("*/more-than-a-page-*"), offer).cases) {
        ASSERT_TRUE(one.skip.has_value()) << one.id;
        EXPECT_THAT(one.skip->reason, HasSubstr("page size 100"));
        EXPECT_FALSE(one.skip->missing_need);
    }
    offer.page_limit = 120;
    for (const Case& one : PlanOf(Filter("*/more-than-a-page-*"), offer).cases) {
        EXPECT_FALSE(one.skip.has_value()) << one.id;
    }
}

TEST(Waves, KeepWithinTheRecordsThatTheTargetAllows) {
    const Selection selection = Filter("*/e*");
    Offer offer = Everything();
    offer.max_records = {{"youtrack.users", 12}, {"poweroffice-go.customers", 10}};
    const Plan plan = PlanOf(selection, offer);
    EXPECT_GT(plan.waves.size(), 3u);
    const checklist::Checklist checklist = FirstChecklist();
    const auto profiles = ShippedProfiles();
    const catalogue::Context context(checklist, profiles);
    std::set<std::size_t> covered;
    for (const Wave& wave : plan.waves) {
        const auto cases = CasesOf(wave, plan.cases);
        Load load = OverheadOf(cases, context);
        for (const Case* one : cases) load.Add(LoadOf(*one, context, offer.page_limit));
        EXPECT_LE(load.records["youtrack.users"], 12);
        EXPECT_LE(load.records["poweroffice-go.customers"], 10);
        for (const std::size_t index : wave) EXPECT_TRUE(covered.insert(index).second);
    }
    EXPECT_EQ(covered.size(), plan.cases.size()) << "skipped cases are reported too";
    EXPECT_GT(plan.cost.syncs, PlanOf(selection).cost.syncs);
}

TEST(Waves, LeaveOutWhatDoesNotFitEvenAlone) {
    Offer offer = Everything();
    offer.max_records = {{"youtrack.users", 8}};
    const Plan plan = PlanOf(Filter("users-to-customers/m*"), offer);
    const auto skipped = std::find_if(plan.cases.begin(), plan.cases.end(), [](const Case& one) {
        return one.check == "many-pairs-link-one-to-one";
    });
    ASSERT_NE(skipped, plan.cases.end());
    ASSERT_TRUE(skipped->skip.has_value());
    EXPECT_TRUE(skipped->skip->missing_need);
    EXPECT_THAT(skipped->skip->reason, AllOf(HasSubstr("youtrack.users"), HasSubstr("allows 8"),
                                             HasSubstr("max_records")));
}

TEST(Cost, OfATenantCountsOneListWhereManyRecordsAreReadBackAtOnce) {
    Offer tenant = Everything();
    tenant.has_rates = true;
    Offer mock = Everything();
    mock.cleans_up = tenant.cleans_up;
    const Cost alone = PlanOf(Filter("users-to-customers/edit-arrives/to-target"), mock).cost;
    EXPECT_EQ(PlanOf(Filter("users-to-customers/edit-arrives/to-target"), tenant).cost.requests,
              alone.requests - 4)
        << "one record of each side, and no page and an empty one, after each of two syncs";
    const Cost read_singly = PlanOf({}, mock).cost;
    const Cost shared = PlanOf({}, tenant).cost;
    EXPECT_LT(shared.requests, read_singly.requests * 3 / 4);
    EXPECT_EQ(shared.writes, read_singly.writes);
    EXPECT_GT(shared.minutes, 0);
}

TEST(Budget, RefusesAPlanThatWritesMore) {
    Offer offer = Everything();
    offer.write_budget = 500;
    EXPECT_THAT(TryPlan({}, offer),
                Fails(AllOf(HasSubstr("write budget is 500"), HasSubstr("more-than-a-page-"),
                            HasSubstr("select fewer"))));
    EXPECT_THAT(TryPlan(Filter("*/edit-arrives/*"), offer), IsOk());
}

TEST(Outlook, SaysHowEachClauseCanBeDecided) {
    const auto how = [](const Plan& plan, const std::string& clause) {
        for (const ClauseOutlook& outlook : plan.outlook) {
            if (outlook.clause == clause) return outlook.how;
        }
        return std::string("no such clause");
    };
    EXPECT_EQ(how(PlanOf({}), "users-to-customers/merge/1"), "links");
    EXPECT_EQ(how(PlanOf({}, Without(Capability::kLinks)), "users-to-customers/merge/1"), "probes");
    EXPECT_EQ(how(PlanOf(Filter("*/edit-arrives")), "users-to-customers/merge/1"),
              "no case is selected");
    EXPECT_EQ(how(PlanOf(Filter("*/edit-arrives")), "users-to-customers/keep-in-sync"),
              "reading both systems");
    EXPECT_THAT(how(PlanOf(Filter("*restart*"), Without(Capability::kRestart)),
                    "users-to-customers/merge/1"),
                HasSubstr("no case can be run"));

    checklist::Checklist silent = FirstChecklist();
    for (checklist::Flow& flow : silent.flows) {
        flow.when_no_properties = checklist::WhenNoProperties::kNothing;
    }
    const Plan plan = PlanOf({}, Without(Capability::kLinks), silent);
    EXPECT_THAT(how(plan, "users-to-customers/merge/1"), HasSubstr("cannot be decided"));
}

TEST(Text, BeginsEveryLineOfACaseWithItsId) {
    const Plan plan = PlanOf(Filter("users-to-customers/edit-*"), Without(Capability::kRestart));
    std::istringstream lines(CaseLines(plan, true));
    std::size_t cases = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("    ")) continue;
        ASSERT_LT(cases, plan.cases.size());
        EXPECT_TRUE(line.starts_with(plan.cases[cases++].id + "  ")) << line;
    }
    EXPECT_EQ(cases, plan.cases.size());
}

TEST(Text, IsWhatPeopleRead) {
    const Plan plan = PlanOf(Filter("users-to-customers/*es-*t*/p*"), Without(Capability::kLinks));
    plumb::testing::ExpectGolden("plan/cases.txt", CaseLines(plan, true));
    plumb::testing::ExpectGolden("plan/outlook.txt", OutlookLines(plan));
}

TEST(Plan, OfEveryMadeUpChecklistCanBeMadeWithAndWithoutLinks) {
    for (const std::string& path : catalogue::testing::MadeUpChecklists()) {
        for (const Offer& offer : {Everything(), Without(Capability::kLinks), Offer()}) {
            const Plan plan = PlanOf({}, offer, ReadChecklist(path));
            EXPECT_THAT(plan.cases, Not(IsEmpty()));
            for (const Case& one : plan.cases) {
                if (one.skip) continue;
                const auto problems = scenario::LintSteps(one.steps, one.basis == Basis::kObserved);
                for (const Problem& problem : problems)
                    ADD_FAILURE() << one.id << ": " << ToString(problem);
            }
        }
    }
}

}  // namespace
}  // namespace plumb::plan
