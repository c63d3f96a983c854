#include "mocks/youtrack/hub.h"

#include <gmock/gmock.h>

#include <thread>

#include "mocks/contract/testing/shipped_contract.h"
#include "mocks/http/mock_clock.h"
#include "mocks/http/target.h"

namespace plumb::mocks::youtrack {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

class HubTest : public ::testing::Test {
  protected:
    explicit HubTest(Settings settings = {}) : hub_(WithToken(std::move(settings)), clock_) {}

    static Settings WithToken(Settings settings) {
        settings.token = "perm:a.b.c";
        return settings;
    }

    http::Response Send(std::string method, std::string_view target, std::string body = "",
                        std::string authorization = "Bearer perm:a.b.c") {
        http::Request request;
        request.method = std::move(method);
        http::SetTarget(request, target);
        if (!authorization.empty()) request.headers["authorization"] = std::move(authorization);
        request.body = std::move(body);
        http::Response response = hub_.Handle(request);
        plumb::testing::ExpectAnswerKeepsContract("youtrack", request, response);
        return response;
    }

    Json Get(std::string_view target) { return ParseJson(Send("GET", target).body); }

    std::string Create(const std::string& body) {
        const http::Response response = Send("POST", "/hub/rest/users", body);
        EXPECT_EQ(response.status, 200) << response.body;
        return ParseJson(response.body).value("id", "");
    }

    http::MockClock clock_{http::MockClock::Kind::kVirtual};
    Hub hub_;
};

using HubUsers = HubTest;

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

// "Anonymous access to users/guest answers 200".
TEST_F(HubUsers, ShowTheGuestToEverybody) {
    EXPECT_EQ(Send("GET", "/hub/api/rest/users/guest", "", "").status, 200);
    EXPECT_EQ(Send("GET", "/hub/api/rest/users/guest", "", "Bearer wrong").status, 401);
    EXPECT_EQ(Send("POST", "/hub/api/rest/users/guest", "{}", "").status, 401);
    EXPECT_EQ(Get("/hub/rest/users/guest")["guest"], true);
    EXPECT_EQ(Get("/hub/rest/users/me")["login"], "root");
}

// S10, S11: 200, not 201; S1: the shape of a user; S3: times in milliseconds.
TEST_F(HubUsers, AreCreatedWithStatus200AndEverythingThatHubAdds) {
    const Milliseconds now = clock_.Now();
    const http::Response response = Send("POST", "/hub/rest/users", R"({"login": "knut.j",
        "name": "Knut J", "id": "mine", "guest": true, "creationTime": 1, "nonsense": 1,
        "profile": {"email": {"email": "knut@x.example"}, "hobby": 1}})");
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.effect.write);
    EXPECT_TRUE(response.effect.created);
    EXPECT_EQ(response.effect.entity, "users");
    const Json user = ParseJson(response.body);
    const std::string id = user["id"];
    EXPECT_EQ(response.effect.record, id);
    EXPECT_THAT(id, MatchesRegex("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f-]{16}"));
    EXPECT_EQ(
        user,
        (Json{
            {"type", "user"},
            {"id", id},
            {"login", "knut.j"},
            {"name", "Knut J"},
            {"banned", false},
            {"guest", false},
            {"creationTime", now},
            {"lastAccessTime", now},
            {"userType", {{"id", "STANDARD_USER"}, {"name", "Standard user"}}},
            {"profile",
             {{"email", {{"type", "EmailJSON"}, {"email", "knut@x.example"}, {"verified", false}}},
              {"avatar",
               {{"type", "defaultavatar"},
                {"url", "https://plumb.youtrack.cloud/hub/api/rest/avatar/" + id}}},
              {"locale", {{"language", "en"}, {"name", "en"}}}}}}));
}

TEST_F(HubUsers, AreAnsweredTrimmedByFields) {
    const http::Response created =
        Send("POST", "/hub/rest/users?fields=id,login", R"({"login": "ada"})");
    const Json user = ParseJson(created.body);
    EXPECT_EQ(user.size(), 3U) << created.body;
    const std::string path = "/hub/rest/users/" + user["id"].get<std::string>();
    EXPECT_EQ(Get(path + "?fields=login"), (Json{{"type", "user"}, {"login", "ada"}}));
    EXPECT_EQ(Send("GET", path + "?fields=a(").status, 400);
    EXPECT_EQ(Send("POST", path + "?fields=a(", R"({"name": "x"})").status, 400);
    EXPECT_EQ(Get(path)["name"], "ada") << "a refused request changed something";
}

// S11: name and one EmailuserdetailsJSON, no login; S13: login, name and LoginuserdetailsJSON.
TEST_F(HubUsers, AreCreatedFromMinimalBodies) {
    const std::string id = Create(R"({"name": "Jane Roe", "details": [
        {"type": "EmailuserdetailsJSON", "email": {"email": "jane@x.example", "verified": true},
         "password": {"type": "PlainpasswordJSON", "value": "secret"}}]})");
    const Json user = Get("/hub/rest/users/" + id + "?fields=login,profile/email,details/type");
    EXPECT_EQ(user["login"], "jane@x.example");
    EXPECT_EQ(*Find(user, "profile.email.email"), "jane@x.example");
    EXPECT_EQ(*Find(user, "profile.email.verified"), true);
    EXPECT_THAT(Dump(hub_.State()), ::testing::Not(HasSubstr("secret")));
    Create(R"({"login": "ci", "name": "CI", "details": [{"type": "LoginuserdetailsJSON"}]})");
    Create(R"({"name": "Same Name"})");
    Create(R"({"name": "Same Name"})");
}

TEST_F(HubUsers, RefuseBadCreates) {
    Create(R"({"login": "taken"})");
    struct Case {
        const char* body;
        int status;
        const char* field;
    };
    for (const Case& c : {
             Case{"", 400, ""},
             Case{"{", 400, ""},
             Case{"[]", 400, ""},
             Case{"{\"login\": \"\xff\"}", 400, ""},
             Case{R"({})", 400, "login"},
             Case{R"({"name": ""})", 400, "login"},
             Case{R"({"login": null, "name": null})", 400, "login"},
             Case{R"({"profile": {"email": {"email": "a@b.example"}}})", 400, "login"},
             Case{R"({"login": "a b"})", 400, "login"},
             Case{R"({"login": "x", "profile": {"email": "a@b.example"}})", 400, "profile.email"},
             Case{R"({"login": "TAKEN"})", 409, "login"},
             Case{R"({"login": "guest"})", 409, "login"},
         }) {
        const http::Response response = Send("POST", "/hub/rest/users", c.body);
        EXPECT_EQ(response.status, c.status) << c.body;
        EXPECT_FALSE(response.effect.write);
        const Json error = ParseJson(response.body);
        EXPECT_EQ(error.value("error_field", ""), c.field) << c.body;
        EXPECT_NE(error.value("error_description", ""), "");  // S15: read first by their own UI
        EXPECT_NE(error.value("error", ""), "");
    }
    const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
    EXPECT_EQ(Send("POST", "/hub/rest/users", R"({"login": "d", "x": )" + deep + "}").status, 400);
    EXPECT_EQ(Get("/hub/rest/users")["users"].size(), 1U);
}

// S4, S10: POST merges; there is no PUT or PATCH.
TEST_F(HubUsers, AreUpdatedByPost) {
    const std::string id = Create(
        R"({"login": "ada", "name": "Ada", "profile": {"email": {"email": "a@b.example"}}})");
    const std::string path = "/hub/rest/users/" + id;
    const http::Response response =
        Send("POST", path, R"({"profile": {"email": {"email": "c@d.example", "verified": true}}})");
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.effect.write);
    EXPECT_FALSE(response.effect.created);
    EXPECT_EQ(response.effect.record, id);
    EXPECT_EQ(*Find(ParseJson(response.body), "profile.email.email"), "c@d.example");
    EXPECT_EQ(Get(path)["name"], "Ada");
    EXPECT_EQ(*Find(Get(path), "profile.locale.language"), "en");

    EXPECT_TRUE(Send("POST", path, "{}").effect.write) << "accepted, though it changes nothing";
    EXPECT_EQ(Send("POST", path, R"({"profile": {"email": null}})").status, 200);
    EXPECT_FALSE(Get(path)["profile"].contains("email"));  // S12: absent when there is none
    EXPECT_EQ(Send("PUT", path, "{}").status, 405);
    EXPECT_EQ(Send("PATCH", path, "{}").status, 405);
}

TEST_F(HubUsers, RefuseBadUpdates) {
    const std::string id = Create(R"({"login": "ada"})");
    Create(R"({"login": "bob"})");
    struct Case {
        std::string id;
        const char* body;
        int status;
    };
    for (const Case& c : {Case{"unknown", "{}", 404}, Case{id, "", 400}, Case{id, "7", 400},
                          Case{id, R"({"login": null})", 400}, Case{id, R"({"login": "Bob"})", 409},
                          Case{id, R"({"name": 7})", 400}}) {
        const http::Response response = Send("POST", "/hub/rest/users/" + c.id, c.body);
        EXPECT_EQ(response.status, c.status) << c.body;
        EXPECT_FALSE(response.effect.write);
        EXPECT_EQ(response.effect.record, c.id);
    }
    EXPECT_EQ(Send("POST", "/hub/rest/users/" + id, R"({"login": "ADA"})").status, 200);
}

// S9, S14: clients treat the successor as mandatory; that its absence is refused is unconfirmed.
TEST_F(HubUsers, AreDeletedWithASuccessor) {
    const std::string id = Create(R"({"login": "ada"})");
    const std::string path = "/hub/rest/users/" + id;
    for (const std::string& query : {std::string(), std::string("?successor="), "?successor=" + id,
                                     std::string("?successor=unknown")}) {
        EXPECT_EQ(Send("DELETE", path + query).status, 400) << query;
    }
    EXPECT_EQ(Send("DELETE", "/hub/rest/users/unknown?successor=guest").status, 404);
    EXPECT_EQ(Send("DELETE", "/hub/rest/users/guest?successor=me").status, 403);
    const http::Response response = Send("DELETE", path + "?successor=guest");
    EXPECT_EQ(response.status, 200);
    EXPECT_TRUE(response.effect.write);
    EXPECT_TRUE(response.effect.deleted);
    EXPECT_EQ(response.effect.record, id);
    EXPECT_EQ(Send("GET", path).status, 404);
    EXPECT_TRUE(Get("/hub/rest/users")["users"].empty());
    Create(R"({"login": "ada"})");
}

// S1: an object with `users`; Sesam's empty `fields=`, pages of 50, one extra empty page.
TEST_F(HubUsers, AreListedAsSesamReadsThem) {
    for (int i = 0; i < 60; ++i) {
        Create(R"({"login": "u)" + std::to_string(i) + R"(", "profile": {"email": {"email": "u)" +
               std::to_string(i) + R"(@x.example"}}})");
    }
    std::vector<std::size_t> pages;
    for (int skip = 0; skip <= 100; skip += 50) {
        const http::Response response =
            Send("GET", "/hub/rest/users?fields=&$top=50&$skip=" + std::to_string(skip));
        EXPECT_EQ(response.effect.page_size, 50);
        EXPECT_EQ(response.effect.entity, "users");
        const Json users = ParseJson(response.body)["users"];
        pages.push_back(users.size());
        if (skip == 50) {
            EXPECT_EQ(*Find(users[9], "profile.email.email"), "u59@x.example");
        }
    }
    EXPECT_THAT(pages, ::testing::ElementsAre(50, 10, 0));
    EXPECT_EQ(Get("/hub/rest/users?$top=-1")["users"].size(), 60U);
    EXPECT_EQ(Send("GET", "/hub/rest/users").effect.page_size, 0);
}

// S7: page members come with the user fields; S7: orderBy; S9: query.
TEST_F(HubUsers, AreListedWithPageMembersOrderAndQuery) {
    for (const char* login : {"cyd", "ada", "bob"}) {
        Create(R"({"login": ")" + std::string(login) + R"("})");
    }
    EXPECT_EQ(Get("/hub/rest/users?fields=login,total,skip,top&$skip=1&$top=1&orderBy=login:asc"),
              Json::parse(R"({"type": "userPage", "skip": 1, "top": 1, "total": 3,
                              "users": [{"type": "user", "login": "bob"}]})"));
    EXPECT_EQ(Get("/hub/rest/users?fields=login,total&query=login:+%7Bbob%7D"),
              Json::parse(R"({"type": "userPage", "total": 1,
                              "users": [{"type": "user", "login": "bob"}]})"));
    for (const char* query : {"$top=x", "fields=(", "query=(", "orderBy=colour", "query=%ff:%00"}) {
        EXPECT_EQ(Send("GET", std::string("/hub/rest/users?") + query).status, 400) << query;
    }
}

// S1, S18: a bare list, ids like "1-6", ringId is the Hub id.
TEST_F(HubUsers, AreSeenByYouTrackUnderOtherIds) {
    const std::string id = Create(R"({"login": "ada", "name": "Ada L",
        "profile": {"email": {"email": "a@b.example"}}})");
    const Json users = Get("/api/users?fields=id,ringId,fullName,email&$top=50");
    ASSERT_TRUE(users.is_array());
    ASSERT_EQ(users.size(), 1U);
    EXPECT_THAT(users[0]["id"].get<std::string>(), MatchesRegex("1-[0-9]+"));
    EXPECT_EQ(users[0]["ringId"], id);
    EXPECT_EQ(users[0]["fullName"], "Ada L");
    EXPECT_EQ(users[0]["email"], "a@b.example");
    EXPECT_EQ(users[0]["$type"], "User");
    EXPECT_EQ(Get("/api/users")[0].size(), 2U);
}

TEST_F(HubUsers, SayWhenNoOperationHasTheAddress) {
    for (const char* target : {"/", "/hub/rest/groups", "/hub/api/rest/users/a/b", "/api/issues"}) {
        const http::Response response = Send("GET", target);
        EXPECT_EQ(response.status, 404) << target;
        EXPECT_FALSE(response.effect.matched) << target;
    }
    EXPECT_EQ(Send("DELETE", "/hub/rest/users").status, 405);
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

struct EmailCase {
    const char* name;
    EmailUnique unique;
    const char* first;
    const char* second;
    int status;
};

class EmailRule : public ::testing::TestWithParam<EmailCase> {};

// Unconfirmed; recommended: verified, compared without case.
TEST_P(EmailRule, HoldsOnCreateAndUpdate) {
    const EmailCase& c = GetParam();
    http::MockClock clock(http::MockClock::Kind::kVirtual);
    Hub hub({.token = "t", .email_unique = c.unique}, clock);
    const auto send = [&](const std::string& target, const std::string& login,
                          const std::string& email) {
        http::Request request;
        request.method = "POST";
        http::SetTarget(request, target);
        request.headers["authorization"] = "Bearer t";
        request.body = R"({"login": ")" + login + "\"" +
                       (email.empty() ? "" : R"(, "profile": {"email": )" + email + "}") + "}";
        return hub.Handle(request);
    };
    EXPECT_EQ(send("/hub/rest/users", "first", c.first).status, 200);
    EXPECT_EQ(send("/hub/rest/users", "second", c.second).status, c.status);

    const Json third = ParseJson(send("/hub/rest/users", "third", "").body);
    const std::string path = "/hub/rest/users/" + third["id"].get<std::string>();
    const bool taken_by_second = c.status == 200 && c.unique == EmailUnique::kAlways;
    EXPECT_EQ(send(path, "third", c.second).status, taken_by_second ? 409 : c.status);
}

constexpr const char* kVerified = R"({"email": "a@b.example", "verified": true})";
constexpr const char* kVerifiedUpper = R"({"email": " A@B.example", "verified": true})";
constexpr const char* kUnverified = R"({"email": "a@b.example"})";

INSTANTIATE_TEST_SUITE_P(
    Cases, EmailRule,
    ::testing::Values(
        EmailCase{"OffAllowsTwoVerified", EmailUnique::kOff, kVerified, kVerified, 200},
        EmailCase{"VerifiedRefusesTwoVerified", EmailUnique::kVerified, kVerified, kVerifiedUpper,
                  409},
        EmailCase{"VerifiedAllowsOneUnverified", EmailUnique::kVerified, kVerified, kUnverified,
                  200},
        EmailCase{"VerifiedAllowsTwoUnverified", EmailUnique::kVerified, kUnverified, kUnverified,
                  200},
        EmailCase{"AlwaysRefusesUnverified", EmailUnique::kAlways, kUnverified, kVerified, 409},
        EmailCase{"AlwaysAllowsOthers", EmailUnique::kAlways, kUnverified,
                  R"({"email": "other@b.example"})", 200}),
    [](const auto& test) { return test.param.name; });

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
