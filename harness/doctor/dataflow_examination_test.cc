#include "harness/doctor/dataflow_examination.h"

#include <gmock/gmock.h>

#include "harness/dataflow/testing/fake_clock.h"
#include "harness/dataflow/testing/fake_node.h"
#include "harness/dataflow/testing/mock_driver.h"
#include "harness/doctor/testing/found.h"
#include "harness/testing/temp_dir.h"

namespace plumb::doctor {
namespace {

using dataflow::testing::FakeClock;
using dataflow::testing::FakeNode;
using dataflow::testing::MockDriver;
using doctor::testing::Found;
using target::Capability;
using ::testing::_;
using ::testing::NiceMock;
using ::testing::Not;
using ::testing::Return;

class Dataflow : public ::testing::Test {
  protected:
    Dataflow() {
        checklist_.flows.emplace_back();
        checklist_.flows.back().source = "users";
        checklist_.flows.back().target = "customers";
        node_.pumps = {{"collect", {}}, {"share", {}}};
        node_.datasets = {{"global", {}}, {"share", {}}};
        sesam_.url = "http://node";
        sesam_.pipes = {"collect", "share"};
        sesam_.links_dataset = "global";
        sesam_.share_datasets = {"share"};
        ON_CALL(driver_, Describe).WillByDefault(Return("a data flow"));
        ON_CALL(driver_, GetCapabilities)
            .WillByDefault(Return(target::Capabilities{Capability::kLinks}));
        ON_CALL(driver_, ReadLinks(_, _)).WillByDefault(Return(dataflow::Links{}));
    }

    std::vector<Finding> Examine(target::Dataflow flow) {
        target::Target target;
        target.dataflow = std::move(flow);
        auto looked = ExamineDataflow({target, checklist_, driver_, node_, clock_});
        capabilities_ = looked.capabilities;
        return looked.examination.findings;
    }

    checklist::Checklist checklist_;
    NiceMock<MockDriver> driver_;
    FakeNode node_;
    FakeClock clock_;
    target::SesamDataflow sesam_;
    target::Capabilities capabilities_;
};

TEST_F(Dataflow, ANodeThatIsReadyIsFine) {
    sesam_.may_restart = true;
    Put(node_.metadata, "task_manager.disable_user_pipes", true);
    for (const Finding& finding : Examine(sesam_))
        EXPECT_EQ(finding.state, State::kFine) << finding.what;
    EXPECT_TRUE(capabilities_.contains(Capability::kLinks));
}

TEST_F(Dataflow, ANodeIsNeverStarted) {
    Examine(sesam_);
    EXPECT_EQ(node_.Count("POST"), 0);
}

TEST_F(Dataflow, EveryPipeIsLookedAt) {
    sesam_.pipes = {"collect", "share", "missing", "failed", "waiting"};
    node_.pumps["collect"].running = true;
    node_.pumps["failed"].extra = {{"last-original-error-message", "no route"}};
    node_.pumps["waiting"].extra = {{"queues", {{"source", 3}}}};
    const auto findings = Examine(sesam_);
    EXPECT_THAT(findings, Found(State::kDoubtful, "'collect' is at work"));
    EXPECT_THAT(findings, Found(State::kFine, "'share' is there, and idle"));
    EXPECT_THAT(findings, Found(State::kBroken, "'missing'"));
    EXPECT_THAT(findings, Found(State::kDoubtful, "'failed' failed when it ran last: no route"));
    EXPECT_THAT(findings, Found(State::kNote, "'waiting' has work waiting"));
}

TEST_F(Dataflow, WhatARunDoesToTheSchedulerIsToldWithoutDoingIt) {
    const struct {
        bool is_paused, may_pause;
        State state;
        const char* what;
    } cases[] = {{true, true, State::kFine, "leaves that so"},
                 {true, false, State::kFine, "leaves that so"},
                 {false, true, State::kFine, "a run pauses it"},
                 {false, true, State::kUnknown, "whether the token may write"},
                 {false, false, State::kNote, "start by themselves during a run"}};
    for (const auto& one : cases) {
        sesam_.may_pause_scheduler = one.may_pause;
        Put(node_.metadata, "task_manager.disable_user_pipes", one.is_paused);
        EXPECT_THAT(Examine(sesam_), Found(one.state, one.what));
    }
    EXPECT_EQ(node_.Count("PUT"), 0);
    node_.metadata = "odd";
    EXPECT_THAT(Examine(sesam_), Found(State::kNote, "a form that is not known"));
    sesam_.may_pause_scheduler = true;
    EXPECT_THAT(Examine(sesam_), Found(State::kBroken, "a form that is not known"));
}

TEST_F(Dataflow, ADatasetThatIsNotThereIsNamed) {
    sesam_.share_datasets = {"share", "mistyped"};
    const auto findings = Examine(sesam_);
    EXPECT_THAT(findings, Found(State::kDoubtful, "no dataset 'mistyped'"));
    EXPECT_THAT(findings, Found(State::kFine, "dataset 'global'"));
}

TEST_F(Dataflow, ANodeThatDoesNotAnswerIsToldOnce) {
    node_.on_request = [](const auto&, const auto&) -> std::optional<Result<system::HttpResponse>> {
        return EnvironmentError("no connection", "start it");
    };
    const auto findings = Examine(sesam_);
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings.front().state, State::kBroken);
    EXPECT_EQ(findings.front().to_do, "start it");
    EXPECT_FALSE(capabilities_.contains(Capability::kLinks));
}

TEST_F(Dataflow, LinksThatCannotBeReadAreNotCountedOn) {
    EXPECT_CALL(driver_, ReadLinks("users", "customers"))
        .WillOnce(Return(EnvironmentError("links cannot be read: forbidden")));
    EXPECT_THAT(Examine(sesam_), Found(State::kDoubtful, "forbidden"));
    EXPECT_FALSE(capabilities_.contains(Capability::kLinks));
}

TEST_F(Dataflow, AProgramMustBeOneThatCanBeStarted) {
    const plumb::testing::TempDir folder;
    folder.Write("plain.txt", "");
    const struct {
        const char* program;
        State state;
    } cases[] = {{"sh", State::kFine},
                 {"/bin/sh", State::kFine},
                 {"no-such-program", State::kBroken},
                 {"./plain.txt", State::kBroken}};
    for (const auto& [program, state] : cases) {
        target::CommandDataflow flow;
        flow.sync.argv = {program};
        flow.folder = folder.Path();
        EXPECT_THAT(Examine(flow), Found(state, std::string("'") + program + "'"));
    }
}

TEST_F(Dataflow, AWebhooksStatusTellsWhetherItIsIdle) {
    const struct {
        int status;
        const char* body;
        State state;
        const char* what;
    } cases[] = {{200, R"({"state": "ready"})", State::kFine, "is idle"},
                 {200, R"({"state": "busy"})", State::kDoubtful, "'state' is busy, not ready"},
                 {200, R"({"other": 1})", State::kBroken, "nothing under 'state'"},
                 {200, "no JSON", State::kBroken, "nothing under 'state'"},
                 {403, R"({"state": "ready"})", State::kBroken, "answers 403"}};
    for (const auto& one : cases) {
        node_.on_request = [&](const std::string& method, const std::string& path) {
            EXPECT_EQ(method, "GET");
            EXPECT_EQ(path, "/state");
            return std::optional<Result<system::HttpResponse>>(
                system::HttpResponse{one.status, {}, one.body});
        };
        target::WebhookDataflow flow;
        flow.status = {{"GET", "http://flow/state", {}}, "state", "ready", {}};
        EXPECT_THAT(Examine(flow), Found(one.state, one.what)) << one.body;
    }
}

TEST_F(Dataflow, WhatCannotBeAskedIsNotKnown) {
    EXPECT_THAT(Examine(target::WebhookDataflow{}), Found(State::kUnknown, "idle"));
    EXPECT_THAT(Examine(target::UnattendedDataflow{}), Found(State::kUnknown, "whether it runs"));
}

}  // namespace
}  // namespace plumb::doctor
