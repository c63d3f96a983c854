#include <gmock/gmock.h>

#include <thread>

#include "mocks/sesam/test_node.h"

namespace plumb::mocks::sesam {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr const char* kUsers = "youtrack-users-collect";
constexpr const char* kCustomers = "powerofficego-customers-collect";
constexpr const char* kCustomersShare = "powerofficego-customers-share";

std::vector<std::string> EventsOf(const Json& log) {
    std::vector<std::string> events;
    for (const Json& event : log) events.push_back(event["event_type"]);
    return events;
}

// sesam.md, 3 "Start/stop": 409 = already running.
TEST(Pumps, AnswerASecondStartWith409) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    std::vector<int> meanwhile;
    house.systems[2].stores = [&](const std::string&, Json value) {
        std::thread([&] {
            meanwhile = {house.Operate(kUsers, "start").status,
                         house.Operate(kUsers, "update-last-seen&last-seen=").status,
                         house.Operate(kUsers, "stop").status,
                         house.Runtime(kCustomersShare)["is-running"] == true ? 1 : 0};
        }).join();
        return value;
    };
    house.systems[0].Edit("1", kUserEmail, "b@a.example");
    house.RunAll();
    EXPECT_THAT(meanwhile, ElementsAre(409, 409, 200, 1));
    EXPECT_EQ(house.Runtime(kCustomersShare)["is-running"], false);
}

// sesam.md, 3 "Start/stop": the operations, 400 for those that are not supported.
TEST(Pumps, SayWhichOperationsTheySupport) {
    TestNode house;
    const Json supported = house.Runtime(kUsers)["supported-operations"];
    EXPECT_EQ(supported.size(), 9U);
    for (const Json& operation : supported) {
        const std::string more = operation == "update-last-seen" ? "&last-seen=" : "";
        EXPECT_EQ(house.Operate(kUsers, operation.get<std::string>() + more).status, 200)
            << operation;
    }
    for (const char* operation : {"reset-tracking", "discard-inferred-schema", "START", ""}) {
        const http::Response refused = house.Operate(kUsers, operation);
        EXPECT_EQ(refused.status, 400) << operation;
        EXPECT_THAT(refused.body, HasSubstr("does not support")) << operation;
    }
}

// sesam.md, 3 "Start/stop": update-last-seen, an empty one is a reset; "Reset a pipe": the log gets
// pump-offset-set with is_reset.
TEST(Pumps, ReadOnFromWhereTheyAreToldTo) {
    TestNode house;
    for (FakeSystem& system : house.systems) system.dated = true;
    house.AddFamily("a@a.example");
    house.clock.Wait(60'000);
    house.AddFamily("b@a.example");
    house.Start(kCustomers);
    const auto read = [&] { return house.Start(kCustomers)["runtime"]["progress"]["processed"]; };
    const Json last_seen = house.Runtime(kCustomers)["last-seen"];
    ASSERT_TRUE(last_seen.is_string());
    EXPECT_EQ(read(), 1) << "the newest again, because of the overlap";
    EXPECT_EQ(house.Operate(kCustomers, "update-last-seen&last-seen=").status, 200);
    EXPECT_EQ(house.Runtime(kCustomers)["last-seen"], nullptr);
    EXPECT_EQ(read(), 2);
    house.Operate(kCustomers, "update-last-seen&last-seen=2001-01-01T00:00:00Z");
    EXPECT_EQ(read(), 2);
    house.clock.Wait(60'000);
    house.Operate(kCustomers, "set-last-seen-to-end");
    EXPECT_EQ(read(), 0);
    EXPECT_EQ(
        ParseJson(
            house.Operate(kCustomers, "start-rescan").body)["runtime"]["progress"]["processed"],
        2);
    for (const char* wrong : {"update-last-seen", "update-last-seen&last-seen=soon"})
        EXPECT_EQ(house.Operate(kCustomers, wrong).status, 400) << wrong;

    std::vector<bool> resets;
    for (const Json& event : house.Log(kCustomers)) {
        if (event["event_type"] == "pump-offset-set") resets.push_back(event["is_reset"]);
    }
    EXPECT_THAT(resets, ElementsAre(true, false, false));
}

// sesam.md, 3 "Start/stop": discard-retries.
TEST(Pumps, GiveUpWhatFailed) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    house.systems[2].unavailable = 1'000;
    house.systems[0].Edit("1", kUserEmail, "b@a.example");
    house.RunAll();
    EXPECT_EQ(house.Runtime(kCustomersShare)["retry_entities_exist"], true);
    house.Operate(kUsers, "discard-retries");
    EXPECT_EQ(house.Runtime(kCustomersShare)["retry_entities_exist"], true);
    const Json discarded = ParseJson(house.Operate(kCustomersShare, "discard-retries").body);
    EXPECT_EQ(discarded["runtime"]["retry_entities_exist"], false);
    house.systems[2].unavailable = 0;
    house.RunAll();
    EXPECT_EQ(house.systems[2].Get("1", "EmailAddress"), "a@a.example");
}

// sesam.md, 3 "Start/stop": disable takes a comment.
TEST(Pumps, RememberWhyTheyAreDisabled) {
    TestNode house;
    house.Operate(kUsers, "disable&comment=too+early");
    EXPECT_EQ(house.Runtime(kUsers)["is-disabled"], true);
    EXPECT_EQ(house.Runtime(kUsers)["comment"], "too early");
    EXPECT_EQ(ParseJson(house.Operate(kUsers, "enable").body)["runtime"]["is-disabled"], false);
}

// sesam.md, 3 "Execution log": its dataset, its events and their fields; no-op runs are unlogged.
TEST(Pumps, LeaveAnExecutionLog) {
    TestNode house;
    house.Start(kUsers);
    EXPECT_THAT(house.Log(kUsers), IsEmpty()) << "nothing was read";
    house.AddFamily("a@a.example");
    house.Start(kUsers);
    const Json log = house.Log(kUsers);
    ASSERT_THAT(EventsOf(log), ElementsAre("pump-started", "pump-completed"));
    const Json& end = log[1];
    EXPECT_EQ(end["_id"], "pump-completed");
    EXPECT_EQ(end["pipe"], kUsers);
    EXPECT_EQ(end["entities_succeeded"], 1);
    EXPECT_EQ(end["entities_failed"], 0);
    EXPECT_EQ(end["sync_type"], "full");
    EXPECT_THAT(end["end_time"].get<std::string>(), ::testing::StartsWith("~t"));
    EXPECT_TRUE(end["total_time"].is_number());
    EXPECT_EQ(end["metrics"]["entities"]["entities_last_run"], 1);
    const std::string dataset = "/api/datasets/system:pump_execution:" + std::string(kUsers);
    EXPECT_EQ(house.Get(dataset + "/entities"), log);
    EXPECT_EQ(house.Get(dataset)["runtime"]["last-updated"], log[1]["_updated"]);
    EXPECT_EQ(house.Get("/api/pipes/" + std::string(kUsers))["runtime"]["execution-dataset"],
              "system:pump_execution:" + std::string(kUsers));
    EXPECT_EQ(house.Call("GET", "/api/datasets/system:pump_execution:none/entities").status, 404);

    house.Start(kUsers);
    EXPECT_EQ(house.Log(kUsers).size(), 4U);
    EXPECT_EQ(house.Get(dataset + "/entities?history=false").size(), 2U);
    EXPECT_EQ(house.Get(dataset + "/entities?reverse=true&limit=1")[0], house.Log(kUsers)[3]);
    EXPECT_EQ(house.Get(dataset + "/entities?since=2").size(), 2U);
}

// sesam.md, 3 "Execution log": write-error per entity, read-error and pump-failed with the message.
TEST(Pumps, LogWhatWentWrong) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    house.systems[1].refuses = [](const std::string&, const Json&) { return true; };
    house.systems[0].Edit("1", kUserEmail, "b@a.example");
    house.systems[0].broken_lists = 1;
    house.RunAll();
    house.RunAll();
    const Json failed = house.Log(kUsers);
    EXPECT_THAT(EventsOf(failed), Contains("pump-failed"));
    const auto last = [](const Json& log, const char* type) {
        Json found;
        for (const Json& event : log) {
            if (event["event_type"] == type) found = event;
        }
        return found;
    };
    EXPECT_THAT(last(failed, "pump-failed")["original_error_message"].get<std::string>(),
                HasSubstr("broke off"));
    EXPECT_EQ(last(failed, "read-error")["error_code"], 0);
    const Json error = last(house.Log("powerofficego-contactperson-share"), "write-error");
    EXPECT_EQ(error["_id"], "write-error:1");
    EXPECT_EQ(error["entity"]["emailAddress"], "b@a.example");
    EXPECT_EQ(error["dead"], true);
    EXPECT_EQ(error["retryable"], false);
}

// sesam.md, 3 "One pipe": the parts of a pipe; "List pipes": fields and verbose.
TEST(Pipes, ShowThePartsThatAreAskedFor) {
    TestNode house;
    const Json whole = house.Get("/api/pipes?verbose=true&include-internal-pipes=true")[0];
    EXPECT_TRUE(whole["config"]["effective"].is_object());
    EXPECT_TRUE(whole["config"]["original"].is_object());
    EXPECT_EQ(whole["runtime"]["is-valid-config"], true);
    EXPECT_EQ(whole["runtime"]["config-errors"], Json::array());
    EXPECT_EQ(whole["runtime"]["state"], "Ready");
    EXPECT_TRUE(whole["runtime"]["queues"].contains("dependencies"));
    const Json part = house.Get("/api/pipes?fields=runtime,graph")[0];
    EXPECT_EQ(part["runtime"], whole["runtime"]);
    EXPECT_TRUE(part.contains("graph"));
    EXPECT_FALSE(part.contains("config"));
    EXPECT_FALSE(part.contains("storage"));
}

}  // namespace
}  // namespace plumb::mocks::sesam
