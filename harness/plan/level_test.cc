#include "harness/plan/level.h"

#include <gmock/gmock.h>

#include <set>

#include "harness/catalogue/shipped.h"
#include "harness/plan/planner.h"

namespace plumb::plan {
namespace {

using catalogue::testing::FirstChecklist;
using catalogue::testing::ReadChecklist;
using catalogue::testing::ShippedCatalogue;
using catalogue::testing::ShippedProfiles;
using plumb::testing::IsOk;
using scenario::Basis;
using target::Capability;
using ::testing::HasSubstr;
using ::testing::Pair;
using ::testing::UnorderedElementsAre;

Plan PlanAt(Level level, const checklist::Checklist& checklist,
            const catalogue::Catalogue& catalogue, const target::Capabilities& capabilities) {
    Offer offer;
    offer.capabilities = capabilities;
    Selection selection;
    selection.level = level;
    auto plan = MakePlan(checklist, catalogue, ShippedProfiles(), offer, selection);
    EXPECT_THAT(plan, IsOk());
    return plan ? *plan : Plan();
}

/// What cases are about that count: clauses, and on what they rest.
std::set<std::pair<std::string, Basis>> ClaimsOf(const Plan& plan) {
    std::set<std::pair<std::string, Basis>> claims;
    for (const Case& one : plan.cases) {
        const bool counts = one.basis != Basis::kPlatform && one.basis != Basis::kHygiene &&
                            one.basis != Basis::kObserved;
        for (const std::string& clause : one.clauses) {
            if (counts) claims.emplace(clause, one.basis);
        }
    }
    return claims;
}

TEST(Level, SmokeIsAboutEveryClaimThatTheFullLevelIsAboutWhateverTheTargetOffers) {
    std::vector<std::string> paths = catalogue::testing::MadeUpChecklists();
    catalogue::Catalogue unmarked = ShippedCatalogue();
    for (catalogue::CheckTemplate& check : unmarked.checks) check.smoke.reset();
    for (const std::string& path : paths) {
        const checklist::Checklist checklist = ReadChecklist(path);
        for (const target::Capabilities& offered :
             {target::Capabilities{Capability::kLinks, Capability::kRestart},
              target::Capabilities{Capability::kRestart}, target::Capabilities{}}) {
            const auto full = PlanAt(Level::kFull, checklist, ShippedCatalogue(), offered);
            for (const catalogue::Catalogue& catalogue : {ShippedCatalogue(), unmarked}) {
                const auto smoke = PlanAt(Level::kSmoke, checklist, catalogue, offered);
                EXPECT_EQ(ClaimsOf(smoke), ClaimsOf(full)) << path;
                EXPECT_LT(smoke.cases.size(), full.cases.size()) << path;
            }
        }
    }
}

TEST(Level, SmokeTakesTheFirstRowOfATableAndTheDirectionThatTheCheckNames) {
    const auto plan = PlanAt(Level::kSmoke, FirstChecklist(), ShippedCatalogue(),
                             {Capability::kLinks, Capability::kRestart});
    std::set<std::string> ids;
    for (const Case& one : plan.cases) ids.insert(one.id);
    EXPECT_TRUE(ids.contains("users-to-customers/equal-value-links/plain"));
    EXPECT_FALSE(ids.contains("users-to-customers/equal-value-links/dots"));
    EXPECT_TRUE(ids.contains("users-to-customers/edits-on-alternating-sides-arrive/to-target"));
    EXPECT_FALSE(ids.contains("users-to-customers/edits-on-alternating-sides-arrive/to-source"));
    EXPECT_FALSE(ids.contains("users-to-customers/edit-arrives/to-target"))
        << "the document lists no pair";
}

TEST(Level, SmokeKeepsOneCaseThatSaysWhyAClauseCannotBeDecided) {
    catalogue::Catalogue restarts = ShippedCatalogue();
    std::erase_if(restarts.checks, [](const catalogue::CheckTemplate& check) {
        return !check.needs.contains(Capability::kRestart);
    });
    const auto plan = PlanAt(Level::kSmoke, FirstChecklist(), restarts, {Capability::kLinks});
    EXPECT_FALSE(plan.cases.empty());
    for (const Case& one : plan.cases) {
        ASSERT_TRUE(one.skip) << one.id;
        EXPECT_THAT(one.skip->reason, HasSubstr("does not offer restart"));
    }
}

TEST(Level, SmokeAllowsEightRecordsOfEachEntityOrFewerWhereTheTargetDoes) {
    const checklist::Checklist checklist = FirstChecklist();
    const auto profiles = ShippedProfiles();
    const catalogue::Context context(checklist, profiles);
    const RecordLimits limits{{"youtrack.users", 6}, {"poweroffice-go.customers", 40}};
    EXPECT_EQ(LimitsOf(Level::kFull, limits, context), limits);
    EXPECT_THAT(LimitsOf(Level::kSmoke, limits, context),
                UnorderedElementsAre(Pair("youtrack.users", 6), Pair("poweroffice-go.customers", 8),
                                     Pair("poweroffice-go.contactperson", 8)));
}

TEST(Level, IsKnownByItsName) {
    EXPECT_EQ(ParseLevel("smoke"), Level::kSmoke);
    EXPECT_EQ(ParseLevel("full"), Level::kFull);
    EXPECT_EQ(ParseLevel("smok"), std::nullopt);
}

TEST(Level, IsNoPartOfWhatACheckProves) {
    const auto digest = [](const std::string& level) {
        const auto node = yaml::Parse("{check: a, of: merge, basis: stated, summary: A., " + level +
                                          "steps: [sync]}",
                                      "check.yaml");
        EXPECT_THAT(node, IsOk());
        std::vector<Problem> problems;
        const auto check = catalogue::ReadCheckTemplate(*node, problems);
        EXPECT_TRUE(problems.empty());
        return check.digest;
    };
    EXPECT_EQ(digest("smoke: true, "), digest(""));
    EXPECT_EQ(digest("smoke: {for: to-target, pairs: listed}, "), digest(""));
    EXPECT_NE(digest("start-after: 1, "), digest(""));
}

}  // namespace
}  // namespace plumb::plan
