// The executor on hand-made cases, against the reference data flow and some of its defects.

#include <gmock/gmock.h>

#include "harness/checklist/reader.h"
#include "harness/cli/installation.h"
#include "harness/scenario/step_reader.h"
#include "harness/tests/embedded_run.h"
#include "harness/yaml/node.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using testing::RunEmbedded;

checklist::Checklist FirstChecklist() {
    const auto installation = cli::Installation::Find();
    auto read = checklist::ReadFile(installation->DefaultChecklist().string());
    EXPECT_TRUE(read) << ToString(read.error());
    return *read;
}

/// A case of the flow users-to-customers with these steps.
plan::Case MakeCase(const checklist::Checklist& checklist, const std::string& name,
                    const std::string& steps) {
    const checklist::Flow& flow = checklist.flows[1];
    plan::Case one;
    one.id = flow.id + "/" + name + "/plain";
    one.flow = flow.id;
    one.clauses = {flow.id + "/merge/1"};
    one.check = name;
    one.alternative = flow.merge_when_any.front();
    one.pair = checklist::Property{one.alternative.front(), "\"string\"", false};
    one.needs_control = true;
    const auto node = yaml::Parse(steps, name);
    EXPECT_TRUE(node) << ToString(node.error());
    std::vector<Problem> problems;
    one.steps = scenario::ReadSteps(*node, problems);
    for (const Problem& problem : problems) ADD_FAILURE() << ToString(problem);
    return one;
}

plan::Plan PlanOf(const std::vector<std::pair<std::string, std::string>>& cases) {
    plan::Plan plan;
    plan.checklist = FirstChecklist();
    plan::Wave wave;
    for (const auto& [name, steps] : cases) {
        wave.push_back(plan.cases.size());
        plan.cases.push_back(MakeCase(plan.checklist, name, steps));
    }
    plan.waves = {wave};
    return plan;
}

const std::vector<std::pair<std::string, std::string>> kCases{
    {"links", R"(
- create: {source: user}
- create: {target: customer, matching: user}
- sync: {times: 2}
- expect: {linked: [user, customer]}
- expect: {count: {in: target, where: {EmailAddress: $fresh.a}, is: 0}}
)"},
    {"creates-nothing", R"(
- create: {source: user}
- sync: {times: 2}
- expect: {none: {in: target, resembling: user}}
- expect: {unlinked: user}
)"},
    {"edit-arrives", R"(
- given: linked-pair
- sync
- edit: {record: source, set: {profile.email.email: fresh}}
- sync
- expect: {value: {record: target, path: EmailAddress, as-edited: source}}
)"},
    {"edit-comes-back", R"(
- given: linked-pair
- sync
- edit: {record: target, set: {EmailAddress: fresh}}
- sync
- expect: {value: {record: source, path: profile.email.email, as-edited: target}}
)"},
    {"nothing-else", R"(
- given: linked-pair
- sync
- mark: before
- edit: {record: source, set: {profile.email.email: fresh}}
- sync: {times: 2}
- expect: {unchanged: {record: target, since: before, except: [EmailAddress]}}
- expect: {writes: {to: target, since: before, at-most: 1}}
)"},
};

TEST(Lockstep, TheReferenceDataFlowPassesInAsManySyncsAsTheLongestCaseHas) {
    const auto result = RunEmbedded(PlanOf(kCases), {});
    ASSERT_EQ(result.cases.size(), kCases.size()) << result.summary.ended;
    for (const auto& [id, judged] : result.cases)
        EXPECT_EQ(judged.verdict, "pass") << id << judged.reason;
    EXPECT_EQ(result.summary.syncs, 3);
}

TEST(Lockstep, IsolatedCasesGetTheSameVerdicts) {
    const auto result = RunEmbedded(PlanOf(kCases), {{}, 1, true});
    for (const auto& [id, judged] : result.cases)
        EXPECT_EQ(judged.verdict, "pass") << id << judged.reason;
    EXPECT_EQ(result.cases.size(), kCases.size());
}

/// One case after the other: the syncs of the first ones show what this data flow is like.
cli::Trial RunOneByOne(const std::string& defect) {
    auto cases = kCases;
    cases.emplace_back("rests", R"(
- given: linked-pair
- sync
- edit: {record: source, set: {profile.email.email: fresh}}
- sync: {times: 2}
- expect: becomes-quiet
)");
    return RunEmbedded(PlanOf(cases), {{defect}, 1, true});
}

std::uint64_t RequestsOf(const cli::Trial& trial, std::size_t sync) {
    return trial.summary.last_requests[sync] - trial.summary.last_requests[sync - 1];
}

TEST(Lockstep, CutsLaterSyncsOfADataFlowThatNeverComesToRestAndJudgesAsBefore) {
    const auto result = RunOneByOne("ping-pong");
    const std::map<std::string, std::string> expected{
        {"links", "inconclusive"}, {"creates-nothing", "inconclusive"},
        {"edit-arrives", "pass"},  {"edit-comes-back", "pass"},
        {"nothing-else", "fail"},  {"rests", "fail"}};
    std::string reasons;
    for (const auto& [name, verdict] : expected) {
        const auto& judged = result.cases.at("users-to-customers/" + name + "/plain");
        EXPECT_EQ(judged.verdict, verdict) << name << ": " << judged.reason;
        reasons += judged.reason + "\n";
    }
    EXPECT_THAT(reasons, HasSubstr("cut after 6 rounds, since this data flow did not come to rest "
                                   "within 20 rounds in syncs 1 and 2"));
    EXPECT_THAT(result.cases.at("users-to-customers/rests/plain").reason,
                HasSubstr("it was still writing after 20 rounds"));
    std::uint64_t fewest = RequestsOf(result, 1);
    for (std::size_t sync = 2; sync < result.summary.last_requests.size(); ++sync)
        fewest = std::min(fewest, RequestsOf(result, sync));
    EXPECT_LT(fewest, RequestsOf(result, 1));
}

TEST(Lockstep, LetsASyncGoOnToItsLastRoundWhereSomethingIsMissing) {
    const auto result = RunOneByOne("mixes-up-records");
    for (const char* name : {"edit-arrives", "edit-comes-back"}) {
        const auto& judged = result.cases.at(std::string("users-to-customers/") + name + "/plain");
        EXPECT_EQ(judged.verdict, "fail") << judged.reason;
        EXPECT_THAT(judged.reason, ::testing::Not(HasSubstr("cut after")));
    }
}

TEST(Lockstep, StopsASyncAfterTheRoundsThatAllItsCasesAskFor) {
    const std::string until_edited = R"(
- given: linked-pair
- sync
- edit: {record: source, set: {profile.email.email: fresh}}
)";
    const std::string stopped = until_edited + "- sync: {rounds: 1}\n- expect: becomes-quiet\n";
    const std::string until_quiet = until_edited + "- sync\n- expect: becomes-quiet\n";
    const auto alone = RunEmbedded(PlanOf({{"stopped", stopped}}), {});
    EXPECT_EQ(alone.cases.at("users-to-customers/stopped/plain").verdict, "inconclusive");
    const auto both = RunEmbedded(PlanOf({{"stopped", stopped}, {"until-quiet", until_quiet}}), {});
    for (const auto& [id, judged] : both.cases) EXPECT_EQ(judged.verdict, "pass") << id;
}

}  // namespace
}  // namespace plumb
