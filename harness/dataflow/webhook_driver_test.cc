#include "harness/dataflow/webhook_driver.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "harness/dataflow/testing/fake_clock.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using system::testing::Answer;
using ::testing::AllOf;
using testing::FakeClock;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr Milliseconds kHookDeadline = 60'000;

/// A data flow behind two addresses. A start takes effect, and ends, after some looks at its state.
class Hook final : public system::HttpClient {
  public:
    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        requests.push_back(request);
        if (!reachable) return EnvironmentError("no connection to hook");
        if (request.method == "POST") {
            ++starts;
            looks = 0;
            return Answer(start_status, "out of order");
        }
        ++looks;
        if (on_look) on_look();
        const bool begun = starts > 0 && looks > begins_after;
        const bool done = begun && looks > begins_after + runs_for;
        const Json state = {{"state", begun && !done ? "running" : "idle"},
                            {"last", {{"run", done ? starts : std::max(starts - 1, 0)}}}};
        return Answer(200, status_body.empty() ? Dump(state) : status_body);
    }

    std::vector<system::HttpRequest> requests;
    bool reachable = true;
    int start_status = 202;
    int starts = 0;
    int looks = 0;
    int begins_after = 2;
    int runs_for = 3;
    std::string status_body;
    std::function<void()> on_look;
};

class WebhookFlow : public ::testing::Test {
  protected:
    WebhookFlow() {
        flow_.start = {"POST", "http://hook/start", R"({"all":true})"};
        flow_.status = {{"GET", "http://hook/state", ""}, "state", "idle", "last.run"};
        flow_.token = "hook-token";
        flow_.still_s = 5;
    }
    std::unique_ptr<Driver> Make(std::function<std::uint64_t()> writes = {},
                                 Milliseconds read_lag = 0) {
        target::Target target;
        target.dataflow = flow_;
        return *MakeDriver(target, {hook_, clock_, "", std::move(writes), {}, read_lag});
    }

    Hook hook_;
    FakeClock clock_;
    target::WebhookDataflow flow_;
};

TEST_F(WebhookFlow, IsStartedAndAskedUntilItHasRunAndIsIdle) {
    const auto report = Make()->Sync({kHookDeadline});
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_EQ(hook_.starts, 1);
    EXPECT_EQ(hook_.looks, 6) << "idle before it had begun is not idle";
    EXPECT_EQ(hook_.requests[1].body, R"({"all":true})");
    EXPECT_EQ(hook_.requests[1].headers.front().second, "Bearer hook-token");
}

TEST_F(WebhookFlow, IsStartedAgainUntilARunHasWrittenNothing) {
    std::uint64_t writes = 0;
    Milliseconds waited_from = 0;
    const auto report = Make(
                            [&] {
                                if (hook_.starts > 0 && hook_.starts <= 2) ++writes;
                                if (hook_.starts == 2) waited_from = clock_.Now();
                                return writes;
                            },
                            2'000)
                            ->Sync({kHookDeadline});
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_EQ(report->rounds, 3);
    EXPECT_GE(clock_.Now() - waited_from, 2'000) << "its last run could read what it wrote before";
}

TEST_F(WebhookFlow, ThatWritesInEveryRunIsStillWriting) {
    std::uint64_t writes = 0;
    const auto report = Make([&] { return ++writes; })->Sync({kHookDeadline});
    EXPECT_EQ(report->end, SyncEnd::kStillWriting);
    EXPECT_EQ(report->rounds, 20);
}

TEST_F(WebhookFlow, IsStoppedAfterTheRunsOfTheOrderAndGoesOnFromThere) {
    std::uint64_t writes = 0;
    const auto driver = Make([&] { return ++writes; });
    SyncOrder order{kHookDeadline};
    order.most_rounds = 3;
    const auto cut = driver->Sync(order);
    EXPECT_EQ(cut->end, SyncEnd::kStillWriting);
    EXPECT_TRUE(cut->is_cut);
    EXPECT_EQ(cut->last_writes, 2U);
    order.most_rounds = 0;
    order.used_rounds = cut->rounds;
    const auto rest = driver->Sync(order);
    EXPECT_EQ(rest->rounds, 20);
    EXPECT_FALSE(rest->is_cut);
    EXPECT_EQ(hook_.starts, 20);
}

TEST_F(WebhookFlow, ThatDoesNotComeToAnEndIsBusy) {
    hook_.runs_for = 1'000'000;
    const auto report = Make()->Sync({kHookDeadline});
    EXPECT_EQ(report->end, SyncEnd::kBusy);
    EXPECT_LE(clock_.Now(), kHookDeadline + 1'000);
}

TEST_F(WebhookFlow, ThatRefusesAStartHasFailedThisSync) {
    hook_.start_status = 503;
    for (const bool has_status : {true, false}) {
        if (!has_status) flow_.status.reset();
        const auto report = Make()->Sync({kHookDeadline});
        EXPECT_EQ(report->end, SyncEnd::kFailed);
        EXPECT_THAT(report->detail,
                    AllOf(HasSubstr("POST http://hook/start answered 503: out of order"),
                          Not(HasSubstr("hook-token"))));
    }
}

TEST_F(WebhookFlow, ThatTellsNoStateHasFailedThisSync) {
    for (const char* body : {"<html>", "{}", R"({"status":"idle"})"}) {
        hook_.status_body = body;
        const auto report = Make()->Sync({kHookDeadline});
        EXPECT_EQ(report->end, SyncEnd::kFailed) << body;
        EXPECT_THAT(report->detail, HasSubstr("answered nothing under 'state'")) << body;
    }
}

TEST_F(WebhookFlow, ThatSaysForeverThatItIsBusyEndsItsSyncInTimeAndIsQuoted) {
    hook_.status_body = R"({"state":"copying","last":{"run":7}})";
    hook_.on_look = [this] { clock_.Wait(29'000); };
    const auto report = Make()->Sync({kHookDeadline});
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(report->end, SyncEnd::kBusy);
    EXPECT_THAT(report->detail, HasSubstr("it said 'copying', and its run was still '7'"));
    EXPECT_LE(clock_.Now(), kHookDeadline + 2 * 29'000);
}

TEST_F(WebhookFlow, WhoseLastRunNeverMovesEndsItsSyncInTime) {
    hook_.status_body = R"({"state":"idle","last":{"run":7}})";
    const auto report = Make()->Sync({kHookDeadline});
    EXPECT_EQ(report->end, SyncEnd::kBusy);
    EXPECT_THAT(report->detail, HasSubstr("it said 'idle', and its run was still '7'"));
    EXPECT_LE(clock_.Now(), kHookDeadline + 1'000);
}

TEST_F(WebhookFlow, ThatCannotBeReachedIsNoFaultOfTheDataFlow) {
    hook_.reachable = false;
    EXPECT_THAT(Make()->Sync({kHookDeadline}), Fails(HasSubstr("no connection to hook")));
}

TEST_F(WebhookFlow, WithoutAStateIsTakenToBeDoneWhenNothingMoves) {
    flow_.status.reset();
    const auto report = Make()->Sync({kHookDeadline, 0, [] { return Sight{false, true}; }});
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(report->end, SyncEnd::kAssumedQuiet);
    EXPECT_EQ(hook_.starts, 1);
    EXPECT_GE(clock_.Now(), 5'000);
    EXPECT_THAT(Make()->Describe(), HasSubstr("taken to be done after 5 s"));
}

}  // namespace
}  // namespace plumb::dataflow
