#include "mocks/youtrack/users.h"

#include <gmock/gmock.h>

#include "mocks/youtrack/test_hub.h"

namespace plumb::mocks::youtrack {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

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
    const Json avatar = {{"type", "defaultavatar"},
                         {"url", "https://plumb.youtrack.cloud/hub/api/rest/avatar/" + id}};
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
            {"avatar", avatar},
            {"profile",
             {{"email", {{"type", "EmailJSON"}, {"email", "knut@x.example"}, {"verified", false}}},
              {"avatar", avatar},
              {"locale", {{"language", "en"}, {"name", "en"}}}}}}));
}

// youtrack-hub.md, "Endpoints": the created user is trimmed by `fields`.
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

// youtrack-hub.md, "Errors": 400, 404, and 409 for a login that is taken.
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

// youtrack-hub.md, "Endpoints": the switch that the web UI sends; "User JSON": the avatar is also
// at the top, a ban has a reason and a badge, letters beyond ASCII may stand in a login.
TEST_F(HubUsers, AreCreatedAsTheWebPagesDo) {
    const http::Response created =
        Send("POST", "/hub/api/rest/users?failOnPermissionReduce=true",
             R"({"login": "åse", "banned": true, "banReason": "left", "banBadge": "ex"})");
    ASSERT_EQ(created.status, 200);
    const Json user = ParseJson(created.body);
    EXPECT_EQ(user["avatar"], user["profile"]["avatar"]);
    EXPECT_EQ(user["login"], "åse");
    EXPECT_EQ(user["banReason"], "left");
    EXPECT_EQ(user["banBadge"], "ex");
    EXPECT_EQ(Get("/hub/rest/users?query=is:%20banned")["users"].size(), 1U);
}

// youtrack-hub.md, "Create body": POST to a detail was 404; details are updated inside of the user.
TEST_F(HubUsers, HaveDetailsThatAreUpdatedInsideOfTheUser) {
    const std::string id = Create(R"({"name": "Jane", "details": [
        {"type": "EmailuserdetailsJSON", "id": "d1", "email": {"email": "jane@x.example"}}]})");
    const std::string path = "/hub/rest/users/" + id;
    EXPECT_EQ(Send("POST", path + "/details/d1", "{}").status, 404);
    EXPECT_EQ(Send("POST", path, R"({"details": [{"type": "EmailuserdetailsJSON", "id": "d1",
        "email": {"email": "roe@x.example"}}]})")
                  .status,
              200);
    const Json user = Get(path + "?fields=details(id,email(email))");
    EXPECT_EQ(*Find(user["details"][0], "email.email"), "roe@x.example");
    EXPECT_EQ(user["details"][0]["id"], "d1");
}

class StricterHub : public HubTest {
  protected:
    StricterHub()
        : HubTest({.user_type_is_writable = false,
                   .refuse_unknown_fields = true,
                   .require_details = true,
                   .login_ignores_case = false,
                   .email_change_keeps_verified = true}) {}
};

// youtrack-hub.md, "Create body" and "User JSON": what is unconfirmed, the other way round.
TEST_F(StricterHub, FollowsItsSettingsInWrites) {
    EXPECT_EQ(Send("POST", "/hub/rest/users", R"({"login": "ada"})").status, 400);
    EXPECT_EQ(Send("POST", "/hub/rest/users", R"({"login": "ada", "details": []})").status, 400);
    const std::string details = R"(, "details": [{"type": "LoginuserdetailsJSON"}]})";
    const std::string id = Create(R"({"login": "ada",
        "profile": {"email": {"email": "a@b.example", "verified": true}})" +
                                  details);
    Create(R"({"login": "ADA")" + details);
    EXPECT_EQ(Send("POST", "/hub/rest/users", R"({"login": "ADA")" + details).status, 409);
    EXPECT_EQ(Get("/hub/rest/users?query=login:ada")["users"].size(), 2U);
    const std::string path = "/hub/rest/users/" + id;
    const auto verified = [&](const char* email) {
        const std::string body = R"({"profile": {"email": )" + std::string(email) + "}}";
        return *Find(ParseJson(Send("POST", path, body).body), "profile.email.verified");
    };
    EXPECT_EQ(verified(R"({"email": "c@d.example"})"), true);
    EXPECT_EQ(verified(R"({"email": "e@f.example", "verified": false})"), false);
    EXPECT_EQ(verified(R"({"email": "g@h.example"})"), false);
}

// youtrack-hub.md, "User JSON": whether userType can be written is unconfirmed.
TEST_F(StricterHub, IgnoresTheUserTypeOfABody) {
    const std::string id = Create(R"({"login": "ada", "userType": {"id": "NO"},
        "details": [{"type": "LoginuserdetailsJSON"}]})");
    const std::string path = "/hub/rest/users/" + id + "?fields=userType(id)";
    EXPECT_EQ(Send("POST", path, R"({"userType": {"id": "AGENT"}})").status, 200);
    EXPECT_EQ(Get(path)["userType"]["id"], "STANDARD_USER");
}

// youtrack-hub.md, "User JSON": the three types.
TEST_F(HubUsers, HaveAUserTypeThatABodyMaySet) {
    const std::string id = Create(R"({"login": "ada", "userType": {"id": "AGENT"}})");
    const std::string path = "/hub/rest/users/" + id + "?fields=userType(id)";
    EXPECT_EQ(Get(path)["userType"]["id"], "AGENT");
    EXPECT_EQ(Send("POST", path, R"({"userType": {"id": "NO"}})").status, 400);
}

// youtrack-hub.md, "Fields": what becomes of unknown names is unconfirmed.
TEST_F(StricterHub, RefusesFieldsThatNoUserHas) {
    const std::string list = "/hub/rest/users?fields=";
    for (const char* known : {"", "id,login,total", "profile(email(email,verified)),details/email",
                              "transitiveGroups(id,name)"}) {
        EXPECT_EQ(Send("GET", list + known).status, 200) << known;
    }
    for (const char* unknown : {"id,shoe", "profile(email(shoe))", "details/shoe"}) {
        const http::Response response = Send("GET", list + unknown);
        EXPECT_EQ(response.status, 400) << unknown;
        EXPECT_THAT(response.body, ::testing::HasSubstr("shoe"));
        EXPECT_EQ(Send("GET", "/hub/rest/users/me?fields=" + std::string(unknown)).status, 400);
    }
    EXPECT_EQ(Send("POST", "/hub/rest/users?fields=shoe",
                   R"({"login": "ada", "details": [{"type": "LoginuserdetailsJSON"}]})")
                  .status,
              400);
    EXPECT_TRUE(Get("/hub/rest/users")["users"].empty()) << "nothing was made";
}

}  // namespace
}  // namespace plumb::mocks::youtrack
