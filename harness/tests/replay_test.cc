// Scenarios in files of their own, as a person runs them.

#include <gmock/gmock.h>

#include "harness/testing/golden.h"
#include "harness/testing/temp_dir.h"
#include "harness/tests/program.h"

namespace plumb {
namespace {

using ::testing::HasSubstr;
using testing::Output;
using testing::Plumb;

const std::string kShipped =
    std::string(PLUMB_SOURCE_DIR) + "/fixtures/scenarios/edit-around-a-restart.yaml";

TEST(Replay, RepeatsAFailureWithItsDefectAndPassesWithoutIt) {
    const testing::TempDir folder;
    const Output failed = Plumb(folder.Path(), "replay -q " + kShipped);
    EXPECT_EQ(failed.status, 1) << failed.text;
    EXPECT_THAT(failed.text, HasSubstr("a person edits user"));
    EXPECT_THAT(failed.text, HasSubstr("repeat    plumb replay -q " + kShipped));
    const Output passed = Plumb(folder.Path(), "replay -q --without-defects " + kShipped);
    EXPECT_EQ(passed.status, 0) << passed.text;
    EXPECT_TRUE(std::filesystem::exists(folder.Path() / "reports/report.html"));
}

TEST(Replay, FaultsMayNameAnyRequestOfTheDataFlowByItsNumber) {
    const testing::TempDir folder;
    folder.Write("nth.yaml", R"(
scenario: nth
checklist: youtrack-to-poweroffice-go
steps:
  - create: {source: user}
  - create: {target: contact, matching: user}
  - sync
  - edit: {record: user, set: {profile.email.email: fresh}}
  - fault: {match: {system: target, path: "/**", nth: 2}, verdict: {is: status, status: 503}}
  - sync
  - sync
  - expect: {value: {record: contact, path: emailAddress, as-edited: user}}
)");
    const Output passed = Plumb(folder.Path(), "replay -q nth.yaml");
    EXPECT_EQ(passed.status, 0) << passed.text;
    EXPECT_THAT(passed.text, HasSubstr("met 1 request"));
}

TEST(Replay, RunsOnATargetOfAnotherProcess) {
    const testing::TempDir folder;
    const testing::MockProcess mock("--defect never-links");
    folder.Write("target.json", mock.Line());
    folder.Write("links.yaml", R"(
scenario: links
checklist: youtrack-to-poweroffice-go
steps:
  - create: {source: user}
  - create: {target: contact, matching: user}
  - sync
  - expect: {linked: [user, contact]}
)");
    const Output there = Plumb(folder.Path(), "replay -q links.yaml --target target.json");
    EXPECT_EQ(there.status, 1) << there.text;
    EXPECT_THAT(there.text, HasSubstr("the data flow has no link between users"));
    EXPECT_EQ(Plumb(folder.Path(), "replay -q links.yaml").status, 0);
}

TEST(Replay, NamesWhatTheChecklistDoesNotHave) {
    const testing::TempDir folder;
    folder.Write("wrong.yaml", R"(scenario: wrong
checklist: youtrack-to-poweroffice-go
clause: users-to-customers/crate
steps:
  - create: {source: user, flow: users-to-customer}
  - sync
  - expect: becomes-quiet
)");
    for (const char* command : {"replay wrong.yaml", "lint wrong.yaml"}) {
        const Output output = Plumb(folder.Path(), command);
        EXPECT_EQ(output.status, 2) << output.text;
        EXPECT_THAT(output.text, HasSubstr("wrong.yaml:5:5"));
        EXPECT_THAT(output.text, HasSubstr("did you mean 'users-to-customers'"));
        EXPECT_THAT(output.text, HasSubstr("did you mean 'users-to-customers/create'"));
    }
    EXPECT_EQ(Plumb(folder.Path(), "lint " + kShipped).status, 0);
}

}  // namespace
}  // namespace plumb
