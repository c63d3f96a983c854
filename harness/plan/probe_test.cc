#include "harness/plan/probe.h"

#include <gmock/gmock.h>

#include "harness/catalogue/shipped.h"
#include "harness/scenario/needs.h"
#include "harness/scenario/step_lint.h"
#include "harness/scenario/step_reader.h"
#include "harness/scenario/step_writer.h"

namespace plumb::plan {
namespace {

using catalogue::testing::FirstChecklist;
using plumb::testing::IsOk;
using ::testing::HasSubstr;

/// A case of the first flow with these steps, after probes were appended.
struct Probed {
    Case one;
    bool decidable = false;
    std::string steps;
};

Probed Append(const std::string& yaml, const checklist::Checklist& checklist = FirstChecklist()) {
    const auto profiles = catalogue::testing::ShippedProfiles();
    const catalogue::Context context(checklist, profiles);
    Probed probed;
    probed.one.flow = checklist.flows.front().id;
    auto steps = scenario::ReadSteps(yaml, "t.yaml");
    EXPECT_THAT(steps, IsOk());
    if (steps) probed.one.steps = *steps;
    probed.decidable = AppendProbes(context, probed.one);
    probed.steps = scenario::WriteSteps(probed.one.steps);
    return probed;
}

TEST(Probe, OfALinkSendsANewValueAndTakesItBack) {
    const Probed probed = Append(
        "[create: {source: user}, create: {target: contact, matching: user}, sync, "
        "expect: {linked: [user, contact]}]");
    EXPECT_TRUE(probed.decidable);
    EXPECT_EQ(probed.steps,
              "- create: {source: user}\n"
              "- create: {target: contact, matching: user}\n"
              "- sync\n"
              "- mark: before probe 1\n"
              "- edit: {record: user, set: {profile.email.email: "
              "$fresh.probe-1-user-profile-email-email}}\n"
              "- sync\n"
              "- expect: {value: {record: contact, path: emailAddress, is: "
              "$fresh.probe-1-user-profile-email-email}, probe: true}\n"
              "- edit: {record: user, undo: [profile.email.email]}\n"
              "- sync\n");
    EXPECT_TRUE(probed.one.steps.back().appended);
    EXPECT_FALSE(probed.one.steps.front().appended);
}

TEST(Probe, OfNoLinkExpectsTheOtherSideUnchanged) {
    const Probed probed = Append(
        "[create: {target: contact}, create: {source: user}, sync, "
        "expect: {not-linked: [contact, user]}]");
    EXPECT_THAT(probed.steps, HasSubstr("edit: {record: user, set: {profile.email.email: "));
    EXPECT_THAT(probed.steps, HasSubstr("- expect: {unchanged: {record: contact, since: before "
                                        "probe 1}, probe: true}\n"));
}

TEST(Probe, OfNoLinkAtAllExpectsTheNewValueNowhere) {
    const Probed probed = Append("[create: {target: contact}, sync, expect: {unlinked: contact}]");
    EXPECT_THAT(probed.steps,
                HasSubstr("- expect: {count: {in: source, where: {profile.email.email: "
                          "$fresh.probe-1-contact-emailaddress}, is: 0}, probe: true}\n"));
}

TEST(Probe, SharesASyncWhereNothingDisturbs) {
    const Probed apart = Append(
        "[create: {source: a}, create: {target: b, matching: a}, create: {source: c}, "
        "create: {target: d, matching: c}, sync, expect: {linked: [a, b]}, "
        "expect: {linked: [c, d]}, expect: {not-linked: [a, d]}]");
    EXPECT_EQ(scenario::SyncsIn(apart.one.steps), 1 + 2 + 2)
        << "d gets a new value itself in the first probe:\n"
        << apart.steps;
    const Probed shared = Append(
        "[create: {source: a}, create: {target: b, matching: a}, create: {source: c}, "
        "create: {target: d, matching: c}, sync, expect: {linked: [a, b]}, "
        "expect: {linked: [c, d]}]");
    EXPECT_EQ(scenario::SyncsIn(shared.one.steps), 1 + 2) << shared.steps;
    const Probed crossed = Append(
        "[create: {source: a}, create: {target: b, matching: a}, create: {source: c}, "
        "create: {target: d, matching: c}, sync, expect: {not-linked: [a, d]}, "
        "expect: {not-linked: [c, b]}]");
    EXPECT_EQ(scenario::SyncsIn(crossed.one.steps), 1 + 2 + 2) << "b may change when a does:\n"
                                                               << crossed.steps;
    const Probed twice = Append(
        "[create: {source: a}, create: {source: b}, create: {target: c}, sync, "
        "expect: {linked: [a, c]}, expect: {linked: [b, c]}]");
    EXPECT_EQ(scenario::SyncsIn(twice.one.steps), 1 + 2 + 2)
        << "c cannot get two new values at once:\n"
        << twice.steps;
}

TEST(Probe, UsesThePairOfTheFlowThatIsAsked) {
    const Probed probed = Append(
        "[create: {source: user}, create: {target: customer, flow: users-to-customers}, sync, "
        "expect: {linked: [user, customer], flow: users-to-customers}]");
    EXPECT_THAT(probed.steps, HasSubstr("record: customer, path: EmailAddress"));
}

TEST(Probe, KeepsOnlyRecordingWhatWasOnlyObserved) {
    const Probed probed = Append(
        "[create: {source: a}, create: {target: b, matching: a}, sync, "
        "observe: {linked: [a, b]}]");
    EXPECT_THAT(probed.steps, HasSubstr("- observe: {value: {record: b,"));
}

TEST(Probe, LeavesWhatNothingCanShow) {
    checklist::Checklist silent = FirstChecklist();
    silent.flows.front().when_no_properties = checklist::WhenNoProperties::kNothing;
    const Probed probed =
        Append("[create: {source: user}, sync, expect: {unlinked: user}]", silent);
    EXPECT_FALSE(probed.decidable);
    EXPECT_THAT(probed.steps, HasSubstr("expect: {unlinked: user}"));
    const Probed deleted = Append(
        "[create: {source: a}, create: {target: b, matching: a}, sync, delete: a, sync, "
        "expect: {not-linked: [a, b]}]");
    EXPECT_FALSE(deleted.decidable);
}

}  // namespace
}  // namespace plumb::plan
