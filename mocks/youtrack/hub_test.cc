#include "mocks/youtrack/hub.h"

#include <gmock/gmock.h>

#include <thread>

#include "mocks/youtrack/test_hub.h"

namespace plumb::mocks::youtrack {
namespace {

using ::testing::HasSubstr;

// S1, S2: both prefixes serve the same users.
TEST_F(HubUsers, AreUnderBothPrefixes) {
    const std::string id = Create(R"({"login": "ada", "name": "Ada"})");
    for (const std::string base : {"/hub/api/rest/users", "/hub/rest/users"}) {
        EXPECT_EQ(Get(base)["users"].size(), 1U) << base;
        EXPECT_EQ(Get(base + "/" + id)["login"], "ada") << base;
    }
}

// 401 with an error body is unconfirmed but recommended; S1: only the Bearer header is sent.
TEST_F(HubUsers, NeedTheToken) {
    for (const char* authorization : {"", "Bearer", "Bearer ", "Bearer wrong", "Basic perm:a.b.c",
                                      "perm:a.b.c", "Bearer perm:a.b.c "}) {
        const http::Response response = Send("GET", "/hub/rest/users", "", authorization);
        EXPECT_EQ(response.status, 401) << authorization;
        EXPECT_EQ(ParseJson(response.body)["error"], "unauthorized");
    }
    EXPECT_EQ(Send("GET", "/hub/rest/users", "", "bearer perm:a.b.c").status, 200);
}

// youtrack-hub.md, "Auth": "Anonymous access to users/guest answers 200 […] i.e. an unauthenticated
// caller acts as guest where guest is enabled".
TEST_F(HubUsers, ShowTheGuestToEverybody) {
    EXPECT_EQ(ParseJson(Send("GET", "/hub/rest/users/me", "", "").body)["login"], "guest");
    EXPECT_EQ(Send("GET", "/hub/api/rest/users/guest", "", "").status, 200);
    EXPECT_EQ(Send("GET", "/hub/api/rest/users/guest", "", "Bearer wrong").status, 401);
    EXPECT_EQ(Send("POST", "/hub/api/rest/users/guest", "{}", "").status, 401);
    EXPECT_EQ(Get("/hub/rest/users/guest")["guest"], true);
    EXPECT_EQ(Get("/hub/rest/users/me")["login"], "root");
}

TEST_F(HubUsers, SayWhenNoOperationHasTheAddress) {
    for (const char* target : {"/", "/hub/rest/groups", "/hub/api/rest/users/a/b", "/api/issues"}) {
        const http::Response response = Send("GET", target);
        EXPECT_EQ(response.status, 404) << target;
        EXPECT_FALSE(response.effect.matched) << target;
    }
    const http::Response refused = Send("DELETE", "/hub/rest/users");
    EXPECT_EQ(refused.status, 405);
    EXPECT_THAT(refused.headers, ::testing::Contains(::testing::Pair("Allow", "GET, POST")));
}

TEST_F(HubUsers, AreForgottenByAReset) {
    Create(R"({"login": "ada"})");
    EXPECT_EQ(hub_.State()["users"].size(), 1U);
    hub_.Reset();
    EXPECT_TRUE(hub_.State()["users"].empty());
    EXPECT_EQ(Get("/hub/rest/users/me")["login"], "root");
    Create(R"({"login": "ada"})");
}

TEST_F(HubUsers, AreSafeFromSeveralThreads) {
    const auto work = [this](int worker) {
        for (int i = 0; i < 50; ++i) {
            const std::string login = std::to_string(worker) + "-" + std::to_string(i);
            Send("POST", "/hub/rest/users", R"({"login": ")" + login + R"("})");
            Send("GET", "/hub/rest/users?query=login:" + login);
            hub_.State();
        }
    };
    std::vector<std::thread> workers;
    for (int worker = 0; worker < 4; ++worker) workers.emplace_back(work, worker);
    for (std::thread& worker : workers) worker.join();
    EXPECT_EQ(hub_.State()["users"].size(), 200U);
}

class HubWithPassword : public HubTest {
  protected:
    HubWithPassword() : HubTest({.password = "secret"}) {}
};

// youtrack-hub.md, "Auth": HTTP Basic with login and password also works on a server of one's own.
TEST_F(HubWithPassword, LetsItsOwnerInByHttpBasic) {
    const auto status = [&](const char* authorization) {
        return Send("GET", "/hub/api/rest/users/me", "", authorization).status;
    };
    EXPECT_EQ(status("Basic cm9vdDpzZWNyZXQ="), 200);  // root:secret
    EXPECT_EQ(status("basic cm9vdDpzZWNyZXQ="), 200);
    EXPECT_EQ(status("Basic cm9vdDp3cm9uZw=="), 401);  // root:wrong
    EXPECT_EQ(status("Basic"), 401);
    EXPECT_EQ(status("Bearer perm:a.b.c"), 200);
}

class HubWithALimit : public HubTest {
  protected:
    HubWithALimit() : HubTest({.requests_per_second = 2}) {}
};

// youtrack-hub.md, "Errors": a cloud may throttle with 429; unconfirmed, so it is a setting.
TEST_F(HubWithALimit, AnswersTheRestOfTheSecondWith429) {
    EXPECT_EQ(Send("GET", "/hub/rest/users").status, 200);
    EXPECT_EQ(Send("GET", "/api/users", "", "").status, 401) << "counts too";
    const http::Response refused = Send("POST", "/hub/rest/users", R"({"login": "ada"})");
    EXPECT_EQ(refused.status, 429);
    EXPECT_FALSE(refused.effect.write);
    EXPECT_THAT(refused.headers,
                ::testing::Contains(std::pair<std::string, std::string>("Retry-After", "1")));
    EXPECT_NE(ParseJson(refused.body).value("error_description", ""), "");
    clock_.Wait(1000);
    EXPECT_EQ(Send("POST", "/hub/rest/users", R"({"login": "ada"})").status, 200);
}

TEST_F(HubWithALimit, CountsNoRequestOfTheMockItself) {
    http::Request own{.method = "GET", .path = {"hub", "rest", "users"}, .is_of_mock = true};
    own.headers["authorization"] = "Bearer perm:a.b.c";
    for (int i = 0; i < 3; ++i) EXPECT_EQ(hub_.Handle(own).status, 200);
    EXPECT_EQ(Send("GET", "/hub/rest/users").status, 200);
}

class HubOfAnotherKind : public HubTest {
  protected:
    HubOfAnotherKind()
        : HubTest({.unauthorized_status = 403, .guest_enabled = false, .show_error_code = false}) {}
};

// youtrack-hub.md, "Auth" and "Errors": 401 and error_code are unconfirmed, a guest may be banned.
TEST_F(HubOfAnotherKind, RefusesAndExplainsAsItsSettingsSay) {
    EXPECT_EQ(Send("GET", "/hub/rest/users", "", "Bearer wrong").status, 403);
    EXPECT_EQ(Send("GET", "/hub/rest/users/guest", "", "").status, 403);
    const Json error = Get("/hub/rest/users/unknown");
    EXPECT_FALSE(error.contains("error_code"));
    EXPECT_EQ(error["error"], "not_found");
}

// youtrack-hub.md, "Errors": their own clients read error_description, else
// error_developer_message; error_code is the status.
TEST_F(HubUsers, ExplainRefusalsInTheMembersThatClientsRead) {
    const Json error = Get("/hub/rest/users/unknown");
    EXPECT_EQ(error["error_code"], 404);
    EXPECT_EQ(error["error_description"], error["error_developer_message"]);
}

class ConfiguredHub : public HubTest {
  protected:
    ConfiguredHub()
        : HubTest({.user_create_duplicate_status = 400,
                   .require_successor = false,
                   .default_top = 2,
                   .users_limit = 5,
                   .update_answers_user = false,
                   .list_system_users = true,
                   .public_url = "http://mock.example"}) {}
};

TEST_F(ConfiguredHub, FollowsItsSettings) {
    const std::string id = Create(R"({"login": "a"})");
    EXPECT_EQ(Get("/hub/rest/users/" + id)["profile"]["avatar"]["url"],
              "http://mock.example/hub/api/rest/avatar/" + id);
    EXPECT_EQ(Send("POST", "/hub/rest/users", R"({"login": "a"})").status, 400);
    EXPECT_EQ(Get("/hub/rest/users")["users"].size(), 2U);
    EXPECT_EQ(Get("/hub/rest/users?$top=-1")["users"].size(), 3U);
    const http::Response updated = Send("POST", "/hub/rest/users/" + id, R"({"name": "x"})");
    EXPECT_EQ(updated.status, 200);  // S10: the body may be empty
    EXPECT_EQ(updated.body, "");
    Create(R"({"login": "b"})");
    Create(R"({"login": "c"})");
    const http::Response refused = Send("POST", "/hub/rest/users", R"({"login": "d"})");
    EXPECT_EQ(refused.status, 403);
    EXPECT_THAT(refused.body, HasSubstr("license_users_number_exceeded"));  // S10
    EXPECT_EQ(Send("DELETE", "/hub/rest/users/" + id).status, 200);         // S1: Sesam sends none
}

TEST(Hub, LetsNobodyInWithoutAToken) {
    http::MockClock clock(http::MockClock::Kind::kVirtual);
    Hub hub({}, clock);
    http::Request request;
    request.method = "GET";
    http::SetTarget(request, "/hub/rest/users");
    request.headers["authorization"] = "Bearer ";
    EXPECT_EQ(hub.Handle(request).status, 401);
}

}  // namespace
}  // namespace plumb::mocks::youtrack
