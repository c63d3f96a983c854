#include "mocks/http/admin.h"

#include <gmock/gmock.h>

#include "harness/base/json_path.h"
#include "mocks/http/target.h"

namespace plumb::mocks::http {
namespace {

class AdminTest : public ::testing::Test {
  protected:
    explicit AdminTest(MockClock::Kind kind = MockClock::Kind::kVirtual)
        : tenant_(kind),
          handler_(AdminHandler(tenant_, "secret",
                                {.state =
                                     [] {
                                         return Json{{"users", Json::array()}};
                                     },
                                 .reset = [this] { ++resets_; }})) {}

    Response Send(std::string method, std::string_view target, std::string body = "",
                  std::string token = "secret") {
        Request request;
        request.method = std::move(method);
        SetTarget(request, target);
        request.headers["authorization"] = "Bearer " + token;
        request.body = std::move(body);
        return handler_(request);
    }

    Tenant tenant_;
    int resets_ = 0;
    Server::Handler handler_;
};

using Admin = AdminTest;

class WallAdmin : public AdminTest {
  protected:
    WallAdmin() : AdminTest(MockClock::Kind::kWall) {}
};

TEST_F(Admin, RefusesOtherTokens) {
    EXPECT_EQ(Send("GET", "/_mock/clock", "", "other").status, 401);
    EXPECT_EQ(Send("GET", "/_mock/nothing", "", "").status, 401);
}

TEST_F(Admin, RefusesWhatItDoesNotKnow) {
    struct Case {
        const char* method;
        const char* target;
        const char* body;
        int status;
    };
    for (const Case& c :
         {Case{"GET", "/_mock/nothing", "", 404}, Case{"DELETE", "/_mock/clock", "", 405},
          Case{"GET", "/_mock/requests?since=x", "", 400},
          Case{"GET", "/_mock/requests?since=-1", "", 400},
          Case{"GET", "/_mock/requests?limit=", "", 400},
          Case{"GET", "/_mock/requests?writes=maybe", "", 400},
          Case{"GET", "/_mock/requests?disturbed=yes", "", 400},
          Case{"GET", "/_mock/requests?cilent=dataflow", "", 400},
          Case{"POST", "/_mock/clock", "", 400}, Case{"POST", "/_mock/clock", "[1]", 400},
          Case{"POST", "/_mock/clock", R"({"advance_ms": -1})", 400},
          Case{"POST", "/_mock/clock", R"({"advance_ms": 1.5})", 400},
          Case{"POST", "/_mock/clock", R"({"advance_ms": 9e18})", 400},
          Case{"POST", "/_mock/clock", R"({"advance_ms": 18446744073709551615})", 400}}) {
        EXPECT_EQ(Send(c.method, c.target, c.body).status, c.status) << c.target << c.body;
    }
}

TEST_F(Admin, ListsTheRequestsAskedFor) {
    tenant_.log.Add({.system = "youtrack", .effect = {.entity = "users", .write = true}});
    tenant_.log.Add({.system = "youtrack", .client = Client::kHarness});
    const Json body = ParseJson(Send("GET", "/_mock/requests?client=dataflow&writes=true").body);
    ASSERT_EQ(body["requests"].size(), 1U);
    EXPECT_EQ(body["requests"][0]["entity"], "users");
    EXPECT_EQ(body["log"], tenant_.log.Id());
    EXPECT_EQ(body["last"], 2);
    EXPECT_EQ(body["dropped"], 0);
    tenant_.log.Add({.system = "youtrack", .status = 429});
    EXPECT_EQ(
        ParseJson(Send("GET", "/_mock/requests?disturbed=true").body)["requests"][0]["number"], 3);
}

TEST_F(Admin, RefusesToListRequestsOfSystemsAndEntitiesThatAreNotThere) {
    const std::pair<const char*, const char*> served[] = {{"maths", "numbers"}, {"books", "pages"}};
    for (const auto& [system, entity] : served) {
        const Operations operations{{"GET", "/all", entity, Operation::Kind::kList}};
        tenant_.log.Know(system, operations);
    }
    for (const char* good : {"system=maths", "entity=pages", "system=maths&entity=numbers"})
        EXPECT_EQ(Send("GET", std::string("/_mock/requests?") + good).status, 200) << good;
    const std::pair<const char*, const char*> bad[] = {
        {"system=math", "there is no system 'math' here; known: maths, books"},
        {"entity=page", "there is no entity 'page' here; known: numbers, pages"},
        {"system=maths&entity=pages", "there is no entity 'pages' here; known: numbers"}};
    for (const auto& [query, message] : bad) {
        const Response response = Send("GET", std::string("/_mock/requests?") + query);
        EXPECT_EQ(response.status, 400) << query;
        EXPECT_EQ(ParseJson(response.body)["error"], message);
    }
}

TEST_F(Admin, ForgetsAWindowThatAResetEnds) {
    const Operations operations{{"GET", "/all", "numbers", Operation::Kind::kList}};
    tenant_.faults.Know(std::make_shared<const Service>(Service{"maths", operations, {}, {}}), {});
    const char* refuse = R"({"match": {"system": "maths"}, "verdict": "refuse"})";
    EXPECT_EQ(Send("POST", "/_mock/faults", refuse).status, 201);
    EXPECT_EQ(ParseJson(Send("GET", "/_mock/requests").body)["requests"][0]["client"], "other");
    EXPECT_EQ(Send("POST", "/_mock/reset").status, 200);
    EXPECT_TRUE(tenant_.log.Find({}).empty());
}

TEST_F(Admin, AdvancesTheVirtualClock) {
    const Milliseconds start = tenant_.clock.Now();
    const Response response = Send("POST", "/_mock/clock", R"({"advance_ms": 1500})");
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(ParseJson(response.body)["now"], start + 1500);
    EXPECT_EQ(ParseJson(Send("GET", "/_mock/clock").body)["kind"], "virtual");
}

TEST_F(WallAdmin, NobodyAdvancesTheWallClock) {
    EXPECT_EQ(Send("POST", "/_mock/clock", R"({"advance_ms": 1})").status, 409);
}

TEST_F(Admin, ShowsAndForgetsTheState) {
    tenant_.log.Add({.system = "youtrack", .effect = {.entity = "users", .page_size = 20}});
    EXPECT_EQ(ParseJson(Send("GET", "/_mock/pages").body), (Json{{"youtrack/users", 20}}));
    EXPECT_EQ(ParseJson(Send("GET", "/_mock/state").body), (Json{{"users", Json::array()}}));
    EXPECT_EQ(Send("POST", "/_mock/reset").status, 200);
    EXPECT_EQ(resets_, 1);
    EXPECT_TRUE(tenant_.log.Find({}).empty());
}

}  // namespace
}  // namespace plumb::mocks::http
