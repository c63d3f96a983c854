#include "mocks/youtrack/user_body.h"

#include <gtest/gtest.h>

namespace plumb::mocks::youtrack {
namespace {

TEST(UserBody, RefusesWrongKindsAndNamesTheField) {
    struct Case {
        const char* body;
        const char* field;
    };
    for (const Case& c : {
             Case{R"([])", ""},
             Case{R"("x")", ""},
             Case{R"({"type": "group"})", "type"},
             Case{R"({"login": 7})", "login"},
             Case{R"({"login": ""})", "login"},
             Case{R"({"login": "a b"})", "login"},  // S10: invalid login
             Case{R"({"login": "a\u0009b"})", "login"},
             Case{R"({"name": ["a"]})", "name"},
             Case{R"({"banned": "true"})", "banned"},
             Case{R"({"profile": "x"})", "profile"},
             Case{R"({"profile": {"email": "a@b.example"}})", "profile.email"},
             Case{R"({"profile": {"email": {"email": 7}}})", "profile.email.email"},
             Case{R"({"profile": {"email": {"verified": 1}}})", "profile.email.verified"},
             Case{R"({"profile": {"locale": {"language": 1}}})", "profile.locale.language"},
             Case{R"({"profile": [{"email": "a@b.example"}]})", "profile"},
             Case{R"({"userType": "AGENT"})", "userType"},
             Case{R"({"userType": {"id": "BOSS"}})", "userType.id"},
             Case{R"({"details": {}})", "details"},
             Case{R"({"details": [7]})", "details"},
             Case{R"({"details": [{}]})", "details[0].type"},
             Case{R"({"details": [{"type": "Emailuserdetails"}]})", "details[0].type"},  // S10
             Case{R"({"details": [{"type": "EmailuserdetailsJSON", "email": "x"}]})",
                  "details[0].email"},
         }) {
        const std::optional<Refusal> refusal = CheckBody(ParseJson(c.body));
        ASSERT_TRUE(refusal) << c.body;
        EXPECT_EQ(refusal->status, 400);
        EXPECT_EQ(refusal->field, c.field) << c.body;
        EXPECT_FALSE(refusal->description.empty());
    }
}

TEST(UserBody, AcceptsWhatRealServersAccept) {
    for (const char* body : {
             R"({})",
             R"({"login": "åse.ø", "name": null, "profile": null, "unknown": {"a": [1]}})",  // S10
             R"({"profile": {"email": null, "hobby": 7}})",
             // S10, S11
             R"({"type": "user", "login": "jane", "name": "Jane",
                 "profile": {"email": {"type": "EmailJSON", "email": "jane@x.example"}},
                 "details": [{"type": "EmailuserdetailsJSON",
                   "email": {"type": "EmailJSON", "email": "jane@x.example", "verified": true},
                   "authModule": {"type": "CoreauthmoduleJSON", "id": "m"},
                   "password": {"type": "PlainpasswordJSON", "value": "p"},
                   "passwordChangeRequired": true}]})",
         }) {
        const std::optional<Refusal> refusal = CheckBody(ParseJson(body));
        EXPECT_FALSE(refusal) << body << ": " << refusal->description;
    }
}

// youtrack-hub.md, "Endpoints" (partial merge) and "Create body" (`verified`).
TEST(UserBody, MergesAndClears) {
    struct Case {
        const char* before;
        const char* body;
        const char* after;
    };
    for (
        const Case& c : {
            Case{R"({"name": "a", "profile": {}})", R"({"name": "b", "guest": true, "x": 1})",
                 R"({"name": "b", "profile": {}})"},
            Case{R"({"banReason": "spam", "banned": true})",
                 R"({"banReason": null, "banned": null})", R"({"banned": false})"},
            // an email alone is not verified
            Case{R"({"profile": {"locale": {"name": "en"}}})",
                 R"({"profile": {"email": {"email": "a@b"}}})",
                 R"({"profile": {"locale": {"name": "en"},
                      "email": {"type": "EmailJSON", "email": "a@b", "verified": false}}})"},
            Case{
                R"({"profile": {"email": {"type": "EmailJSON", "email": "a@b", "verified": false}}})",
                R"({"profile": {"email": {"verified": true}}})",
                R"({"profile": {"email": {"type": "EmailJSON", "email": "a@b", "verified": true}}})"},
            Case{R"({"profile": {"email": {"email": "a@b"}}})", R"({"profile": {"email": null}})",
                 R"({"profile": {}})"},
            Case{R"({"profile": {"email": {"email": "a@b"}}})",
                 R"({"profile": {"email": {"email": ""}}})", R"({"profile": {}})"},
            Case{R"({"profile": {"email": {"email": "a@b"}}})",
                 R"({"profile": {"email": {"email": null, "verified": true}}})",
                 R"({"profile": {}})"},
            Case{R"({"profile": {"email": {"email": "a@b"}, "avatar": {"url": "u"}}})",
                 R"({"profile": null})", R"({"profile": {"avatar": {"url": "u"}}})"},
            Case{R"({"profile": {"locale": {"language": "en", "name": "en"}}})",
                 R"({"profile": {"locale": {"language": "nb", "name": null, "x": 1}}})",
                 R"({"profile": {"locale": {"language": "nb"}}})"},
            Case{R"({})", R"({"userType": {"id": "AGENT", "name": "x"}})",
                 R"({"userType": {"id": "AGENT", "name": "Agent"}})"},
            Case{R"({"details": [{"id": "d"}]})", R"({"details": []})", R"({})"},
            // write-only passwords are not kept
            Case{R"({})",
                 R"({"details": [{"type": "LoginuserdetailsJSON", "id": "d", "login": "a",
                      "password": {"value": "secret"}, "email": {"email": "a@b", "verified": true}}]})",
                 R"({"details": [{"type": "LoginuserdetailsJSON", "id": "d", "login": "a",
                      "email": {"type": "EmailJSON", "email": "a@b", "verified": true}}]})"},
        }) {
        Json user = ParseJson(c.before);
        const Json body = ParseJson(c.body);
        ASSERT_FALSE(CheckBody(body)) << c.body;
        Apply(body, user);
        EXPECT_EQ(user, ParseJson(c.after)) << c.body;
    }
}

// S11: name and details are enough; the login of such a user is not documented.
TEST(UserBody, FindsALoginSomewhere) {
    const char* details = R"({"name": "Jane Roe", "details": [
        {"type": "EmailuserdetailsJSON"},
        {"type": "EmailuserdetailsJSON", "email": {"email": "jane@x.example"}}]})";
    EXPECT_EQ(LoginFrom(ParseJson(R"({"login": "j", "name": "Jane"})")), "j");
    EXPECT_EQ(LoginFrom(ParseJson(details)), "jane@x.example");
    EXPECT_EQ(LoginFrom(ParseJson(R"({"name": "Jane Roe"})")), "Jane_Roe");
    EXPECT_EQ(LoginFrom(ParseJson("{}")), "");
}

}  // namespace
}  // namespace plumb::mocks::youtrack
