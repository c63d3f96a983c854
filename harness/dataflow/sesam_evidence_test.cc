#include "harness/dataflow/sesam_evidence.h"

#include <gmock/gmock.h>

#include "harness/dataflow/testing/sesam_fixture.h"
#include "harness/testing/result_matchers.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::kLongSync;
using ::testing::Not;

class SesamTales : public testing::SesamFlowTest {};

TEST_F(SesamTales, ShowsTheWritesThatASystemRejected) {
    flow_.share_datasets = {"b-share"};
    Touch("b-share", {{"_id", "old"}, {"$error", "long ago"}});
    bool first = true;
    node_.on_start = [&](const std::string&) {
        if (!std::exchange(first, false)) return;
        Touch("b-share", {{"_id", "good"}, {"response_status", 200}});
        Touch("b-share", {{"_id", "refused"}, {"response_status", 400}});
        Touch("b-share", {{"_id", "broken"}, {"$error", "the-jwt-token"}});
    };
    const auto report = Make()->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_THAT(report->evidence, ElementsAre(HasSubstr("\"refused\""), HasSubstr("\"broken\"")));
    EXPECT_THAT(report->evidence, Not(Contains(HasSubstr("the-jwt-token"))));
}

TEST_F(SesamTales, ShowsWhatItsExecutionLogsTellOfASync) {
    Log("a-collect", {{"event_type", "pump-failed"}, {"original_error_message", "old"}});
    node_.on_start = [&](const std::string& pipe) {
        if (pipe != "b-share" || node_.pumps[pipe].runs > 1) return;
        Log("b-share", {{"event_type", "pump-completed"}});
        Log("b-share", {{"_id", "write-error:youtrack-users:17"},
                        {"event_type", "write-error"},
                        {"original_error_message", "no licence is left"},
                        {"entity", {{"name", "the-jwt-token"}}}});
    };
    const auto driver = Make();
    EXPECT_THAT(driver->Sync({kLongSync})->evidence,
                ElementsAre("execution log of pipe 'b-share': it could not write "
                            "youtrack-users:17: no licence is left: {\"name\":\"***\"}"));
    EXPECT_THAT(driver->Sync({kLongSync})->evidence, IsEmpty());
}

TEST_F(SesamTales, ShowsOnlyTheFirstOfManyFailures) {
    node_.on_start = [&](const std::string& pipe) {
        if (pipe != "b-share" || node_.pumps[pipe].runs > 1) return;
        for (int i = 0; i < 2500; ++i) Log("b-share", {{"event_type", "read-error"}});
    };
    const auto report = Make()->Sync({kLongSync});
    ASSERT_EQ(report->evidence.size(), 21U);
    EXPECT_EQ(report->evidence.back(), "2480 more failures");
}

/// Who lends a tenant lends its records too.
TEST_F(SesamTales, CountsWhatIsNotOfTheRunAndKeepsNothingOfIt) {
    flow_.share_datasets = {"b-share"};
    bool first = true;
    node_.on_start = [&](const std::string&) {
        if (!std::exchange(first, false)) return;
        Touch("b-share", {{"_id", "users:17"}, {"$error", "x"}, {"name", "Kari Nordmann"}});
        Touch("b-share", {{"_id", "users:r1q"}, {"$error", "taken: r1q@plumb.example"}});
        Log("b-share", {{"event_type", "write-error"}, {"entity", {{"name", "Kari Nordmann"}}}});
        Log("b-share", {{"event_type", "pump-failed"},
                        {"original_error_message", "<kari@firm.no> beside r1q@plumb.example"},
                        {"exception_entity", {{"name", "Kari Nordmann"}}}});
    };
    target::Target target;
    target.dataflow = flow_;
    const auto driver =
        *MakeDriver(target, {node_, clock_, "", {}, {}, 0, [](std::string_view text) {
                                 return text.find("r1q") != std::string_view::npos;
                             }});
    const auto evidence = driver->Sync({kLongSync})->evidence;
    EXPECT_THAT(evidence, Not(Contains(HasSubstr("Nordmann"))));
    EXPECT_THAT(
        evidence,
        ElementsAre(HasSubstr("taken: r1q@plumb.example"),
                    "1 rejected write of records that are not of this run: counted, not kept",
                    HasSubstr("the run failed: <(an address)> beside r1q@plumb.example"),
                    "1 failure of records that are not of this run: counted, not kept"));
}

class BadLog : public SesamTales,
               public ::testing::WithParamInterface<std::pair<int, const char*>> {};

TEST_P(BadLog, IsToldOnceAndHarmsNothing) {
    node_.on_request = [&](const std::string&,
                           const std::string& path) -> std::optional<Result<system::HttpResponse>> {
        if (path.find("/log?") == std::string::npos) return std::nullopt;
        return system::HttpResponse{GetParam().first, {}, GetParam().second};
    };
    const auto driver = Make();
    const auto report = driver->Sync({kLongSync});
    ASSERT_THAT(report, IsOk());
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_THAT(report->evidence,
                ElementsAre(HasSubstr("the execution log of pipe 'a-collect' cannot be read")));
    EXPECT_THAT(driver->Sync({kLongSync})->evidence, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Answers, BadLog,
                         ::testing::Values(std::pair{404, ""}, std::pair{500, "oops"},
                                           std::pair{403, "no"}, std::pair{200, "<html>"},
                                           std::pair{200, "{}"}));

TEST_F(SesamTales, TellsThatASystemAskedItToSlowDown) {
    node_.on_start = [&](const std::string& pipe) {
        if (node_.pumps[pipe].runs > 1) return;
        Log(pipe, {{"event_type", "read-error"},
                   {"original_error_message", "429 Client Error: Too Many Requests"}});
    };
    const auto report = Make()->Sync({kLongSync});
    EXPECT_EQ(report->end, SyncEnd::kQuiet);
    EXPECT_THAT(report->throttled, AllOf(HasSubstr("pipe 'a-collect'"), HasSubstr("429")));
}

TEST_F(SesamTales, TellsThatARefusedWriteOrAFailedRunWasSlowedDown) {
    flow_.share_datasets = {"b-share"};
    node_.on_start = [&](const std::string& pipe) {
        if (pipe == "b-share" && node_.pumps[pipe].runs == 1)
            Touch("b-share", {{"_id", "x"}, {"response_status", 429}});
    };
    EXPECT_THAT(Make()->Sync({kLongSync})->throttled, HasSubstr("dataset 'b-share'"));
    node_.on_start = {};
    node_.pumps["b-share"].extra = {{"last-original-error-message", "HTTP status 429"}};
    EXPECT_EQ(Make()->Sync({kLongSync})->throttled, "HTTP status 429");
}

}  // namespace
}  // namespace plumb::dataflow
