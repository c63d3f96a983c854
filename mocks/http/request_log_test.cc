#include "mocks/http/request_log.h"

#include <gmock/gmock.h>

#include "mocks/http/fault_effect.h"
#include "mocks/http/tenant.h"

namespace plumb::mocks::http {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

LoggedRequest Entry(std::string system, Client client, Effect effect) {
    LoggedRequest request;
    request.system = std::move(system);
    request.client = client;
    request.effect = std::move(effect);
    return request;
}

void Fill(RequestLog& log) {
    log.Add(Entry("youtrack", Client::kDataFlow, {.entity = "users", .page_size = 20}));
    log.Add(Entry("youtrack", Client::kHarness, {.entity = "users", .page_size = 90}));
    log.Add(
        Entry("youtrack", Client::kDataFlow, {.entity = "users", .record = "a", .write = true}));
    log.Add(Entry("poweroffice-go", Client::kHarness,
                  {.entity = "customers", .record = "1", .write = true}));
}

std::vector<std::uint64_t> Numbers(const RequestLog& log, const RequestLog::Query& query) {
    std::vector<std::uint64_t> numbers;
    for (const LoggedRequest& request : log.Find(query)) numbers.push_back(request.number);
    return numbers;
}

TEST(RequestLog, FindsByEveryCriterion) {
    RequestLog log;
    Fill(log);
    EXPECT_THAT(Numbers(log, {}), ElementsAre(1, 2, 3, 4));
    EXPECT_THAT(Numbers(log, {.since = 2}), ElementsAre(3, 4));
    EXPECT_THAT(Numbers(log, {.since = 99}), IsEmpty());
    EXPECT_THAT(Numbers(log, {.system = "poweroffice-go"}), ElementsAre(4));
    EXPECT_THAT(Numbers(log, {.entity = "users", .record = "a"}), ElementsAre(3));
    EXPECT_THAT(Numbers(log, {.only_writes = true}), ElementsAre(3, 4));
    EXPECT_THAT(Numbers(log, {.only_data_flow = true}), ElementsAre(1, 3));
    EXPECT_THAT(Numbers(log, {.limit = 2}), ElementsAre(1, 2));
}

TEST(RequestLog, KnowsWhichRequestsWereDisturbed) {
    RequestLog log;
    LoggedRequest met;
    met.faults = {"f1"};
    LoggedRequest turned_away;
    turned_away.status = 429;
    LoggedRequest failed;
    failed.status = 500;
    for (const LoggedRequest& one : {met, failed, turned_away}) log.Add(one);
    EXPECT_THAT(Numbers(log, {.only_disturbed = true}), ElementsAre(1, 3));
}

TEST(RequestLog, HasAnIdOfItsOwnThatOutlivesItsRequests) {
    RequestLog log;
    const std::string id = log.Id();
    EXPECT_EQ(id.size(), 16U);
    EXPECT_NE(id, RequestLog().Id());
    Fill(log);
    log.Clear();
    EXPECT_EQ(log.Id(), id);
}

TEST(RequestLog, CountsOnlyWhatTheDataFlowDoes) {
    RequestLog log;
    Fill(log);
    EXPECT_EQ(log.DataFlowWrites(), 1U);
    EXPECT_EQ(log.LargestPages(), (nlohmann::json{{"youtrack/users", 20}}));
}

TEST(RequestLog, SaysHowManyRequestsFellOut) {
    RequestLog log(3);
    Fill(log);
    EXPECT_EQ(log.Dropped(), 1U);
    EXPECT_EQ(log.LastNumber(), 4U);
    EXPECT_THAT(Numbers(log, {}), ElementsAre(2, 3, 4));
    EXPECT_THAT(Numbers(log, {.since = 3}), ElementsAre(4));
}

TEST(RequestLog, ForgetsTheOldestAnswersLongBeforeItForgetsRequests) {
    RequestLog log;
    LoggedRequest request;
    request.method = "GET";
    request.answer = std::string(1u << 20, 'x');
    log.Add(LoggedRequest());
    for (int i = 0; i < 40; ++i) log.Add(request);
    EXPECT_EQ(log.Dropped(), 0U);
    const auto all = log.Find({});
    ASSERT_EQ(all.size(), 41U);
    EXPECT_EQ(all[0].answer, "") << "there was none";
    EXPECT_EQ(all[1].answer, kForgotten);
    EXPECT_EQ(all[1].method, "GET");
    EXPECT_EQ(all[9].answer, kForgotten);
    EXPECT_EQ(all[10].answer, request.answer);
    log.Clear();
    log.Add(request);
    EXPECT_EQ(log.Find({}).front().answer, request.answer);
}

TEST(RequestLog, GoesOnCountingAfterItWasCleared) {
    RequestLog log;
    Fill(log);
    log.Clear();
    EXPECT_THAT(Numbers(log, {}), IsEmpty());
    EXPECT_TRUE(log.LargestPages().empty());
    Fill(log);
    EXPECT_THAT(Numbers(log, {.since = 4}), ElementsAre(5, 6, 7, 8));
    EXPECT_EQ(log.DataFlowWrites(), 2U);
}

Service Answering(Response response) {
    return {.system = "youtrack",
            .operations = {{"GET", "/users", "users", Operation::Kind::kList},
                           {"POST", "/users/{id}", "users", Operation::Kind::kUpdate}},
            .handler = [=](const Request&) { return response; },
            .freeze = {}};
}

TEST(Tenant, LogsEveryRequestWithItsClientTimeAndEffect) {
    Tenant tenant(MockClock::Kind::kVirtual);
    const Milliseconds start = tenant.clock.Now();
    Response response;
    response.body = std::string(5000, 'x');
    response.effect = {.entity = "users", .record = "a", .write = true, .matched = false};
    const Server::Handler handler =
        FrontDoor(tenant, std::make_shared<const Service>(Answering(response)));
    Request request;
    request.body = std::string(5000, 'y');
    handler(request);
    request.headers["user-agent"] = "plumb/0.1.0 run/7";
    handler(request);
    const std::vector<LoggedRequest> logged = tenant.log.Find({});
    ASSERT_EQ(logged.size(), 2U);
    EXPECT_EQ(logged[0].client, Client::kDataFlow);
    EXPECT_EQ(logged[1].client, Client::kHarness);
    EXPECT_EQ(logged[1].at, start + 2);
    EXPECT_LT(logged[0].body.size(), 4100U);
    EXPECT_LT(logged[0].answer.size(), 1028U);
    EXPECT_FALSE(logged[0].matched);
    EXPECT_EQ(tenant.log.DataFlowWrites(), 1U);
}

TEST(Tenant, NamesTheNearestOperationOfARequestThatIsForNone) {
    Tenant tenant(MockClock::Kind::kVirtual);
    Response unknown;
    unknown.status = 404;
    unknown.effect.matched = false;
    const Server::Handler handler =
        FrontDoor(tenant, std::make_shared<const Service>(Answering(unknown)));
    Request request;
    request.method = "POST";
    request.path = {"user", "7"};
    handler(request);
    EXPECT_EQ(tenant.log.Find({.only_unmatched = true})[0].nearest, "POST /users/{id}");
}

TEST(Tenant, LogsAtItsSideDoorWithoutFaultsAndWithoutTime) {
    Tenant tenant(MockClock::Kind::kVirtual);
    const Milliseconds start = tenant.clock.Now();
    Response answer;
    answer.effect = {.entity = "pipes", .record = "p1"};
    const Server::Handler door =
        SideDoor(tenant, {"sesam", {{"GET", "/api/pipes/{id}", "pipes", Operation::Kind::kOther}}},
                 [=](const Request&) { return answer; });
    const Operations users = {{"GET", "/users", "users", Operation::Kind::kList}};
    tenant.faults.Know(std::make_shared<const Service>(Service{"youtrack", users, {}, {}}), {});
    tenant.faults.Set(yaml::Parse("verdict: truncate", "a fault").value()).value();
    Request request;
    request.method = "GET";
    door(request);
    request.headers["user-agent"] = "plumb/0.1.0 run/7";
    EXPECT_EQ(door(request).delivery, Delivery{});
    const auto logged = tenant.log.Find({.system = "sesam", .record = "p1"});
    ASSERT_EQ(logged.size(), 2U);
    EXPECT_EQ(logged[0].client, Client::kOther) << "the data flow's client is not the data flow";
    EXPECT_EQ(logged[1].client, Client::kHarness);
    EXPECT_EQ(logged[0].at, start);
    EXPECT_EQ(tenant.clock.Now(), start);
    EXPECT_EQ(NamesOf(tenant.log.Systems()), std::vector<std::string>{"sesam"});
}

TEST(Tenant, AnswersWithTheDateOfItsClock) {
    Tenant tenant(MockClock::Kind::kVirtual);
    const Server::Handler handler =
        FrontDoor(tenant, std::make_shared<const Service>(Answering({})));
    const auto headers = handler({}).headers;
    EXPECT_THAT(headers, ElementsAre(std::pair<std::string, std::string>(
                             "Date", HttpDate(tenant.clock.Now()))));
}

TEST(MockClock, VirtualTimeMovesOnlyWhenTold) {
    MockClock clock(MockClock::Kind::kVirtual);
    const Milliseconds start = clock.Now();
    EXPECT_EQ(clock.Now(), start);
    clock.Wait(86'400'000);
    clock.Wait(-5);
    clock.Tick();
    EXPECT_EQ(clock.Now(), start + 86'400'001);
}

}  // namespace
}  // namespace plumb::mocks::http
