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

}  // namespace
}  // namespace plumb
