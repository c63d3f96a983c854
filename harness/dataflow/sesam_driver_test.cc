#include "harness/dataflow/sesam_driver.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "harness/dataflow/testing/sesam_fixture.h"
#include "harness/testing/result_matchers.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using testing::FakeNode;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kLongSync;

class SesamNodeTest : public testing::SesamFlowTest {};

TEST_F(SesamNodeTest, IsQuietAfterTwoRoundsInWhichNothingMoved) {
    const auto report = Make()->Sync({kLongSync});
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_EQ(report->rounds, 2);
    EXPECT_EQ(node_.pumps["a-collect"].runs, 2);
    EXPECT_EQ(node_.Count("POST /api/pipes/a-collect/pump operation=start"), 2);
}

TEST_F(SesamNodeTest, RunsItsPipesInOrderUntilTheDatasetsStandStill) {
    std::vector<std::string> started;
    node_.on_start = [&](const std::string& pipe) {
        started.push_back(pipe);
        if (started.size() <= 4) Touch("global-person");
    };
    const auto report = Make()->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_EQ(report->rounds, 4);
    EXPECT_EQ(started[0], "a-collect");
    EXPECT_EQ(started[1], "b-share");
}

TEST_F(SesamNodeTest, IsNotQuietWhileItWritesToTheSystems) {
    std::uint64_t writes = 0;
    int rounds = 0;
    const auto report = Make([&] { return ++rounds <= 3 ? ++writes : writes; })->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_EQ(report->rounds, 4);
}

/// What it wrote in the first round shows only after the lag: a quiet round before tells nothing.
TEST_F(SesamNodeTest, IsQuietOnlyAfterARoundThatCouldReadWhatItWrote) {
    constexpr Milliseconds kLag = 2'000;
    Milliseconds wrote_at = 0;
    Milliseconds last_round_at = 0;
    node_.on_start = [&](const std::string& pipe) {
        if (pipe != "a-collect") return;
        last_round_at = clock_.Now();
        if (wrote_at != 0) return;
        wrote_at = last_round_at;
        Touch("global-person");
    };
    const auto report = Make({}, kLag)->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_EQ(report->rounds, 3);
    EXPECT_GE(last_round_at - wrote_at, kLag);
}

TEST_F(SesamNodeTest, IsNotWaitedForBeyondTheDeadline) {
    constexpr Milliseconds kLag = 10 * kLongSync;
    bool wrote = false;
    node_.on_start = [&](const std::string&) {
        if (!std::exchange(wrote, true)) Touch("global-person");
    };
    EXPECT_EQ(Make({}, kLag)->Sync({kLongSync})->end, SyncEnd::kBusy);
    EXPECT_LT(clock_.Now(), 2 * kLongSync);
}

TEST_F(SesamNodeTest, IsNotWaitedForBeyondAnInterrupt) {
    constexpr Milliseconds kLag = kLongSync / 2;
    std::atomic<bool> interrupted = false;
    int looks = 0;
    node_.on_start = [&](const std::string&) {
        if (looks++ == 0) Touch("global-person");
        interrupted = looks > 3;  // in the second round, before the wait
    };
    target::Target target;
    target.dataflow = flow_;
    const auto driver = *MakeDriver(target, {node_, clock_, "", {}, Interrupt(interrupted), kLag});
    EXPECT_EQ(driver->Sync({kLongSync})->end, SyncEnd::kBusy);
    EXPECT_LT(clock_.Now(), kLag);
}

TEST_F(SesamNodeTest, IsNotWaitedForWhenItWroteNothing) {
    constexpr Milliseconds kLag = 1'000'000;
    const Milliseconds before = clock_.Now();
    EXPECT_EQ(Make({}, kLag)->Sync({kLongSync})->rounds, 2);
    EXPECT_LT(clock_.Now() - before, kLag);
}

TEST_F(SesamNodeTest, CountsARunOnlyWhenLastRunHasMoved) {
    node_.pumps["a-collect"].running = true;
    int looks = 0;
    node_.on_request = [&](const std::string& method,
                           const std::string& path) -> std::optional<Result<system::HttpResponse>> {
        if (path != "/api/pipes/a-collect/pump" || method != "GET") return std::nullopt;
        if (++looks == 5) node_.pumps["a-collect"].running = false;
        return std::nullopt;
    };
    EXPECT_EQ(Make()->Sync({kLongSync})->end, SyncEnd::kQuiet);
    EXPECT_EQ(node_.pumps["a-collect"].runs, 2);
}

class Waiting : public SesamNodeTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(Waiting, IsNotQuiet) {
    flow_.max_rounds = 5;
    node_.pumps["b-share"].extra = Json::parse(GetParam());
    const auto report = Make()->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kBusy);
    EXPECT_EQ(report->rounds, 5);
    EXPECT_THAT(report->detail, HasSubstr("'b-share'"));
}

INSTANTIATE_TEST_SUITE_P(
    Signs, Waiting,
    ::testing::Values(R"({"queues":{"source":3}})",
                      R"({"queues":{"source":{"x":0,"y":1},"dependencies":null}})",
                      R"({"queues":{"source":0,"dependencies":{"d":2}}})",
                      R"({"retry_entities_exist":true})", R"({"retries":1})"));

TEST_F(SesamNodeTest, IsStillWritingWhenTheSystemsSeeItToTheLastRound) {
    flow_.max_rounds = 6;
    node_.on_start = [&](const std::string&) { Touch("global-person"); };
    std::uint64_t writes = 0;
    const auto report = Make([&] { return ++writes; })->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kStillWriting);
    EXPECT_THAT(report->detail,
                AllOf(HasSubstr("'global-person'"), HasSubstr("writes to the systems")));
    EXPECT_EQ(Make()->Sync({kLongSync})->end, SyncEnd::kStillWriting);
}

TEST_F(SesamNodeTest, IsBusyWhenAPumpDoesNotEndInTime) {
    node_.on_start = [&](const std::string& pipe) { node_.pumps[pipe].running = true; };
    const auto report = Make()->Sync({60'000});
    EXPECT_EQ(report->end, SyncEnd::kBusy);
    EXPECT_THAT(report->detail, HasSubstr("'a-collect'"));
    flow_.max_minutes = 1;
    EXPECT_EQ(Make()->Sync({kLongSync})->end, SyncEnd::kBusy);
}

TEST_F(SesamNodeTest, FailsWhenAPumpFails) {
    node_.pumps["b-share"].extra = {{"last-original-error-message", "Traceback the-jwt-token"},
                                    {"queues", {{"source", 1}}}};
    const auto report = Make()->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kFailed);
    EXPECT_EQ(report->detail, "pipe 'b-share' failed: Traceback ***");
}

class Misbehaving : public SesamNodeTest,
                    public ::testing::WithParamInterface<std::pair<int, const char*>> {};

TEST_P(Misbehaving, IsTheFaultOfTheDataFlow) {
    node_.on_request = [](const std::string&, const std::string&) {
        return system::HttpResponse{GetParam().first, {}, GetParam().second};
    };
    const auto report = Make()->Sync({kLongSync});
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(report->end, SyncEnd::kFailed);
    EXPECT_THAT(report->detail, HasSubstr("the Sesam node"));
    EXPECT_THAT(Make()->ReadLinks("users", "customers"), Fails(HasSubstr("links cannot be read")));
}

INSTANTIATE_TEST_SUITE_P(Answers, Misbehaving,
                         ::testing::Values(std::pair{500, "oops"}, std::pair{503, ""},
                                           std::pair{200, "<html>"}, std::pair{200, ""},
                                           std::pair{200, "[[["}, std::pair{200, "7"}));

TEST_F(SesamNodeTest, IsTheHarnessesFaultWhenItCannotBeAsked) {
    node_.on_request = [](const std::string&, const std::string&) -> Result<system::HttpResponse> {
        return EnvironmentError("no connection");
    };
    EXPECT_THAT(Make()->Sync({kLongSync}), Fails(HasSubstr("no connection")));
    for (const int status : {301, 400, 401, 403}) {
        node_.on_request = [&](const std::string&, const std::string&) {
            return system::HttpResponse{status, {}, "no"};
        };
        EXPECT_THAT(Make()->Sync({kLongSync}),
                    Fails(HasSubstr("answered " + std::to_string(status))));
    }
}

TEST_F(SesamNodeTest, IsTheHarnessesFaultWhenAPipeIsUnknown) {
    flow_.pipes.push_back("no such/pipe");
    EXPECT_THAT(Make()->Sync({kLongSync}),
                Fails(HasSubstr("/pipes/no%20such%2Fpipe/pump answered 404")));
}

TEST_F(SesamNodeTest, IsAskedAgainWhenItIsBusyForAMoment) {
    int failures = 2;
    node_.on_request = [&](const std::string&,
                           const std::string&) -> std::optional<Result<system::HttpResponse>> {
        if (failures-- > 0) return system::HttpResponse{503, {}, ""};
        return std::nullopt;
    };
    EXPECT_EQ(Make()->Sync({kLongSync})->end, SyncEnd::kQuiet);
}

TEST_F(SesamNodeTest, ShowsItsLinks) {
    Touch(
        "global-person",
        {{"$ids", {"~:youtrack-users:u1", "~:powerofficego-customers:7", "~:hubspot-contact:9"}}});
    Touch("global-person", {{"$ids", {"~:youtrack-users:u2"}}});
    Touch(
        "global-person",
        {{"$ids", {"~:youtrack-users:a:b", "~:youtrack-users:u3", "~:powerofficego-customers:8"}}});
    Touch("global-person",
          {{"$ids", {"~:youtrack-users:u4", "~:powerofficego-customers:9"}}, {"_deleted", true}});
    Touch("global-person", {{"$ids", "nonsense"}});
    Touch("global-person", {{"$ids", {7, nullptr, "no-colon"}}});
    const auto links = Make()->ReadLinks("users", "customers");
    ASSERT_THAT(links, IsOk());
    EXPECT_THAT(*links, ElementsAre(Link{{"users", "a:b"}, {"customers", "8"}},
                                    Link{{"users", "u1"}, {"customers", "7"}},
                                    Link{{"users", "u3"}, {"customers", "8"}}));
}

TEST_F(SesamNodeTest, ShowsItsLinksPageAfterPage) {
    for (int i = 0; i < 2500; ++i) {
        Touch("global-person", {{"$ids",
                                 {fmt::format("~:youtrack-users:{}", i),
                                  fmt::format("~:powerofficego-customers:{}", i)}}});
    }
    EXPECT_EQ(Make()->ReadLinks("users", "customers")->size(), 2500U);
    EXPECT_EQ(
        node_.Count("/datasets/global-person/entities?history=false&deleted=false&limit=1000"), 4);
}

TEST_F(SesamNodeTest, HasNoLinksWithoutADataset) {
    node_.datasets.erase("global-person");
    EXPECT_THAT(Make()->ReadLinks("users", "customers"),
                Fails(AllOf(HasSubstr("links cannot be read"), HasSubstr("404"))));
    flow_.links_dataset.clear();
    EXPECT_THAT(Make()->ReadLinks("users", "customers"), Fails(HasSubstr("no links dataset")));
}

TEST_F(SesamNodeTest, EndsALinksDatasetThatDoesNot) {
    node_.on_request = [](const std::string&, const std::string&) {
        return FakeNode::Answer(Json::parse(R"([{"_updated":7,"$ids":[]}])"));
    };
    EXPECT_THAT(Make()->ReadLinks("users", "customers"), Fails(HasSubstr("does not end")));
}

TEST_F(SesamNodeTest, IsRestartedOnlyWhereTheTargetAllowsIt) {
    const auto driver = Make();
    EXPECT_THAT(driver->Restart(), IsOk());
    EXPECT_EQ(node_.Count("POST /api/admin operation=restart"), 1);
    EXPECT_EQ(driver->Sync({kLongSync})->end, SyncEnd::kQuiet);
    flow_.may_restart = false;
    EXPECT_THAT(Make()->Restart(), Fails(HasSubstr("does not allow")));
    EXPECT_EQ(node_.Count("POST /api/admin"), 1);
}

TEST_F(SesamNodeTest, ThatDoesNotComeBackFailsTheNextSync) {
    node_.on_request = [&](const std::string&,
                           const std::string& path) -> std::optional<Result<system::HttpResponse>> {
        if (path == "/api/admin") return FakeNode::Answer({{"message", "OK"}});
        return std::nullopt;
    };
    const auto driver = Make();
    EXPECT_THAT(driver->Restart(), IsOk());
    const auto report = driver->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kFailed);
    EXPECT_THAT(report->detail, HasSubstr("did not come back"));
    EXPECT_EQ(driver->Sync({kLongSync})->end, SyncEnd::kQuiet);
}

TEST_F(SesamNodeTest, DescribesItselfAndWhatItCanDo) {
    EXPECT_EQ(Make()->Describe(), "Sesam node http://node/api, version 7.1");
    EXPECT_THAT(Make()->GetCapabilities(),
                ElementsAre(target::Capability::kLinks, target::Capability::kRestart));
    flow_.may_restart = false;
    flow_.links_dataset.clear();
    EXPECT_THAT(Make()->GetCapabilities(), IsEmpty());
}

TEST_F(SesamNodeTest, IsOnlyAskedForItsListedPipes) {
    Make()->Sync({kLongSync}).value();
    for (const std::string& request : node_.requests) {
        if (!request.starts_with("POST")) continue;
        EXPECT_THAT(request,
                    ::testing::AnyOf(HasSubstr("/a-collect/pump"), HasSubstr("/b-share/pump")));
    }
}

}  // namespace
}  // namespace plumb::dataflow
