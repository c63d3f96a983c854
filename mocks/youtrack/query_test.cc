#include "mocks/youtrack/query.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::mocks::youtrack {
namespace {

using ::plumb::testing::Fails;
using ::testing::HasSubstr;

Json MakeUser(const std::string& login, const std::string& name, const std::string& email,
              bool banned = false) {
    Json user = {{"id", "id-" + login}, {"login", login}, {"name", name}, {"banned", banned}};
    if (!email.empty()) Put(user, "profile.email.email", email);
    return user;
}

UserStore Filled() {
    UserStore store;
    store.Add(MakeUser("ada", "Ada Lovelace", "Ada@Calc.example"), true);
    store.Add(MakeUser("bob", "Bob {Builder}", "bob@calc.example", true), true);
    store.Add(MakeUser("cyd", "Not Or And", "", true), true);
    store.Add(MakeUser("root", "Administrator", ""), false);
    Json dan = MakeUser("dan", "Dan", "dan@other.example");
    dan["details"] = Json::parse(R"([{"login": "Dan-Auth"}, {"login": null}, {}])");
    store.Add(std::move(dan), true);
    return store;
}

std::string Found(std::string_view text) {
    static const UserStore store = Filled();
    const Result<Query> query = Query::Parse(text);
    if (!query) return ToString(query.error());
    std::string logins;
    for (const User* user : query->Run(store)) logins += (logins.empty() ? "" : " ") + user->login;
    return logins;
}

TEST(Query, FindsTheUsersMeant) {
    struct Case {
        const char* fact;
        const char* query;
        const char* logins;
    };
    for (const Case& c : {
             Case{"no query: all", "", "ada bob cyd dan"},
             Case{"S9: login in braces", "login: {ada}", "ada"},
             Case{"S14: case does not matter", "LOGIN:ADA", "ada"},
             Case{"S10: email", "email: ada@calc.example", "ada"},
             Case{"S10: quotes", "email: \"Bob@calc.example\"", "bob"},
             Case{"the whole value", "login: ad", ""},
             Case{"S5: name", "name: {ada love}", "ada"},
             Case{"S5: is banned", "is: banned", "bob cyd"},
             Case{"S4: authLogin", "authLogin: dan-auth", "dan"},
             Case{"id", "id: id-cyd", "cyd"},
             Case{"S5: or", "login: dan or login: ada", "ada dan"},
             Case{"S5: or finds nobody twice", "login: ada or email: ada@calc.example", "ada"},
             Case{"S5: not", "not is: banned", "ada dan"},
             Case{"S5: not twice", "not not login: ada", "ada"},
             Case{"S5: and binds more than or", "login: ada or is: banned and login: bob",
                  "ada bob"},
             Case{"S5: not binds more than and", "not login: bob and is: banned", "cyd"},
             Case{"S5: parentheses", "(login: ada or is: banned) and not login: bob", "ada cyd"},
             Case{"S5: keywords in any case", "login: ada OR login: bob AND is: banned", "ada bob"},
             Case{"succession is and", "calc is: banned", "bob"},
             Case{"S5: free text in the name", "lovelace", "ada"},
             Case{"S5: free text in the email", "OTHER.example", "dan"},
             Case{"S5: a quoted phrase", "\"ada love\"", "ada"},
             Case{"S5: braces", "{or and}", "cyd"},
             Case{"a quoted keyword is a text", "\"not\"", "cyd"},
             Case{"escapes in quotes", "\"{builder\\}\"", "bob"},
             Case{"an empty email is nobody's", "email: \"\"", ""},
             Case{"unlisted users are in no list", "login: root", ""},
             Case{"a narrowed or with an open side", "login: ada or name: dan", "ada dan"},
         }) {
        EXPECT_EQ(Found(c.query), c.logins) << c.fact << ": " << c.query;
    }
}

// S5: the grammar; S4: what needs groups and projects.
TEST(Query, RefusesWhatItCannotRead) {
    struct Case {
        const char* query;
        const char* why;
    };
    for (const Case& c : {
             Case{"login:", "lacks its value"},
             Case{"login: {ada", "closing '}'"},
             Case{"\"ada", "closing '\"'"},
             Case{"(login: ada", "')' is missing"},
             Case{"login: ada)", "')' too many"},
             Case{"()", "condition is missing"},
             Case{"and", "condition is missing"},
             Case{"login: ada and", "condition is missing"},
             Case{"ada or or bob", "condition is missing"},
             Case{"not", "condition is missing"},
             Case{"}", "not expected"},
             Case{"a,b", "not expected"},
             Case{": a", "not expected"},
             Case{"is: purple", "does not evaluate"},
             Case{"colour: red", "does not evaluate"},
             Case{"access(project: p, with: role)", "does not evaluate"},
         }) {
        EXPECT_THAT(Query::Parse(c.query), Fails(HasSubstr(c.why))) << c.query;
    }
}

// S5, S9: the terms that clients send most.
TEST(Query, LooksOnlyAtUsersThatAnIndexNames) {
    UserStore store;
    for (int i = 0; i < 1000; ++i) {
        const std::string login = "u" + std::to_string(i);
        store.Add(MakeUser(login, login, "shared" + std::to_string(i / 2) + "@x.example"), true);
    }
    struct Case {
        const char* query;
        std::size_t users;
    };
    for (const Case& c :
         {Case{"login: u7", 1}, Case{"login: nobody", 0}, Case{"email: Shared7@x.example", 2},
          Case{"id: id-u7", 1}, Case{"is: banned and email: shared7@x.example", 2},
          Case{"login: u7 or (email: shared9@x.example and u)", 3},
          Case{"login: u7 or name: u8", 1000}, Case{"not login: u7", 1000}}) {
        EXPECT_EQ(Query::Parse(c.query)->LooksAt(store), c.users) << c.query;
    }
}

TEST(Query, RefusesDeepNesting) {
    EXPECT_THAT(Query::Parse(std::string(100'000, '(')), Fails(HasSubstr("deeply")));
    std::string nots;
    for (int i = 0; i < 100'000; ++i) nots += "not ";
    EXPECT_THAT(Query::Parse(nots), Fails(HasSubstr("deeply")));
}

}  // namespace
}  // namespace plumb::mocks::youtrack
