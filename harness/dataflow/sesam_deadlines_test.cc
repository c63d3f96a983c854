// However a Sesam node behaves, a sync ends, and says what was still moving.

#include <gmock/gmock.h>

#include "harness/dataflow/testing/sesam_fixture.h"
#include "harness/testing/result_matchers.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::Contains;
using testing::FakeNode;
using ::testing::HasSubstr;

using Maybe = std::optional<Result<system::HttpResponse>>;

constexpr Milliseconds kSync = 600'000;
/// The logs are read beyond the deadline, and one answer may be on its way.
constexpr Milliseconds kBeyond = 30'000 + 2 * 29'000;

class SesamDeadlines : public testing::SesamFlowTest {
  protected:
    SyncReport Sync() {
        const Milliseconds before = clock_.Now();
        auto report = Make()->Sync({kSync});
        EXPECT_LE(clock_.Now() - before, kSync + kBeyond);
        EXPECT_THAT(report, IsOk());
        return report.value_or(SyncReport{});
    }
};

TEST_F(SesamDeadlines, HoldWhenEachAnswerTakesTwentyNineSeconds) {
    node_.on_request = [&](const std::string&, const std::string&) -> Maybe {
        clock_.Wait(29'000);
        return std::nullopt;
    };
    node_.on_start = [&](const std::string&) { Touch("global-person"); };
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kBusy);
    EXPECT_THAT(report.detail, HasSubstr("the time was up in round "));
}

TEST_F(SesamDeadlines, HoldWhenAPumpSaysForeverThatItRunsAlready) {
    node_.on_request = [&](const std::string& method, const std::string&) -> Maybe {
        if (method == "POST") return FakeNode::Answer({}, 409);
        return std::nullopt;
    };
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kBusy);
    EXPECT_THAT(report.detail, HasSubstr("pipe 'a-collect'"));
}

TEST_F(SesamDeadlines, HoldWhenLastRunNeverMoves) {
    node_.on_start = [&](const std::string& pipe) { node_.pumps[pipe].runs = 0; };
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kBusy);
    EXPECT_THAT(report.detail,
                HasSubstr("pipe 'a-collect', which had been started, showed no run"));
}

TEST_F(SesamDeadlines, HoldWhenAQueueNeverEmpties) {
    node_.pumps["b-share"].extra = {{"queues", {{"source", 3}}}};
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kBusy);
    EXPECT_THAT(report.detail, HasSubstr(R"(the queue of pipe 'b-share': {"source":3})"));
}

TEST_F(SesamDeadlines, HoldWhenAPumpRunsOnAndOn) {
    node_.on_start = [&](const std::string& pipe) {
        node_.pumps[pipe].running = true;
        node_.pumps[pipe].extra = {{"queues", {{"source", 7}}}};
    };
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kBusy);
    EXPECT_THAT(report.detail, AllOf(HasSubstr("pipe 'a-collect', which had been started, ran"),
                                     HasSubstr(R"({"source":7})")));
}

TEST_F(SesamDeadlines, HoldWhenALinksTableIsReadSlowly) {
    node_.on_request = [&](const std::string&, const std::string&) -> Maybe {
        clock_.Wait(29'000);
        return FakeNode::Answer(Json::array({{{"_updated", ++updated_}, {"$ids", {"x:1"}}}}));
    };
    EXPECT_THAT(Make()->ReadLinks("users", "customers"),
                Fails(AllOf(HasSubstr("links cannot be read"), HasSubstr("the time was up"))));
    EXPECT_LE(clock_.Now(), 31 * 60'000);
}

TEST_F(SesamDeadlines, TellWhatWasWrittenLast) {
    flow_.share_datasets = {"b-share"};
    flow_.max_rounds = 4;
    node_.on_start = [&](const std::string& pipe) {
        if (pipe != "b-share") return;
        for (int i = 1; i <= 7; ++i)
            Touch("b-share", {{"_id", fmt::format("youtrack-users:{}", i)}});
    };
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kStillWriting);
    EXPECT_THAT(report.detail,
                AllOf(HasSubstr("still moving after round 4: dataset 'b-share'"),
                      HasSubstr("written last: dataset 'b-share': youtrack-users:1, "),
                      HasSubstr("youtrack-users:5, 2 more")));
}

TEST_F(SesamDeadlines, LeaveARestToASyncThatWasCutShort) {
    flow_.max_rounds = 6;
    node_.on_start = [&](const std::string&) { Touch("global-person"); };
    std::uint64_t writes = 0;
    const auto driver = Make([&] { return writes += 5; });
    SyncOrder order{kSync};
    order.most_rounds = 4;
    const auto cut = driver->Sync(order);
    EXPECT_EQ(cut->end, SyncEnd::kStillWriting);
    EXPECT_EQ(cut->rounds, 4);
    EXPECT_TRUE(cut->is_cut);
    EXPECT_EQ(cut->last_writes, 10U) << "in two rounds";
    order.most_rounds = 0;
    order.used_rounds = 4;
    const auto rest = driver->Sync(order);
    EXPECT_EQ(rest->rounds, 6);
    EXPECT_FALSE(rest->is_cut);
    EXPECT_THAT(rest->detail, HasSubstr("after round 6"));
    EXPECT_EQ(node_.pumps["a-collect"].runs, 6);
    order = {kSync};
    order.most_rounds = 99;
    EXPECT_FALSE(driver->Sync(order)->is_cut) << "the target allows no more";
}

TEST_F(SesamDeadlines, LetANodeComeBackThatRestartsInTheMiddle) {
    Milliseconds back_at = 0;
    node_.on_start = [&](const std::string& pipe) {
        if (pipe != "b-share" || back_at != 0) return;
        back_at = clock_.Now() + 60'000;
        ++node_.starts;
    };
    node_.on_request = [&](const std::string&, const std::string&) -> Maybe {
        if (clock_.Now() < back_at)
            return Result<system::HttpResponse>(EnvironmentError("connection refused"));
        return std::nullopt;
    };
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kQuiet);
    EXPECT_EQ(report.rounds, 3) << "what ran while it went down counts for nothing";
    EXPECT_THAT(report.evidence, Contains(HasSubstr("restarted by itself before round 1")));
}

TEST_F(SesamDeadlines, EndTheWaitForANodeThatDoesNotComeBack) {
    bool gone = false;
    node_.on_start = [&](const std::string&) { gone = true; };
    node_.on_request = [&](const std::string&, const std::string&) -> Maybe {
        if (gone) return Result<system::HttpResponse>(EnvironmentError("connection refused"));
        return std::nullopt;
    };
    EXPECT_THAT(Make()->Sync({kSync}), Fails(HasSubstr("connection refused")));
    EXPECT_LE(clock_.Now(), 3 * 60'000);
}

}  // namespace
}  // namespace plumb::dataflow
