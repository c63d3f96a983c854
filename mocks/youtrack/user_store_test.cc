#include "mocks/youtrack/user_store.h"

#include <gmock/gmock.h>

namespace plumb::mocks::youtrack {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Json MakeUser(const std::string& login, const std::string& email) {
    Json user = {{"id", "id-" + login}, {"login", login}};
    if (!email.empty()) user["profile"] = {{"email", {{"email", email}, {"verified", true}}}};
    return user;
}

std::vector<std::string> Logins(const std::vector<const User*>& users) {
    std::vector<std::string> logins;
    for (const User* user : users) logins.push_back(user->login);
    return logins;
}

// youtrack-hub.md, "Pagination": the order is unspecified without orderBy.
TEST(UserStore, KeepsTheOrderOfCreation) {
    UserStore store;
    for (const char* login : {"c", "a", "b"}) store.Add(MakeUser(login, ""), true);
    store.Add(MakeUser("hidden", ""), false);
    store.Remove(*store.FindLogin("a"));
    store.Add(MakeUser("a", ""), true);
    EXPECT_THAT(Logins(store.AllListed()), ElementsAre("c", "b", "a"));
    EXPECT_NE(store.FindId("id-hidden"), nullptr);
}

TEST(UserStore, FindsByEveryKeyAfterEveryChange) {
    UserStore store;
    const User& ada = store.Add(MakeUser("Ada", " Ada@Calc.example "), true);
    store.Add(MakeUser("bob", "ada@calc.example"), true);
    EXPECT_EQ(store.FindEmail("ADA@calc.example").size(), 2U);
    EXPECT_TRUE(ada.verified);

    Json changed = ada.json;
    changed["login"] = "countess";
    changed.erase("profile");
    store.Replace(ada, std::move(changed));
    EXPECT_EQ(store.FindLogin("ada"), nullptr);
    EXPECT_EQ(store.FindLogin("COUNTESS"), &ada);
    EXPECT_THAT(Logins(store.FindEmail("ada@calc.example")), ElementsAre("bob"));
    EXPECT_FALSE(ada.verified);
    EXPECT_THAT(ada.text, ::testing::HasSubstr("countess"));

    store.Remove(*store.FindLogin("bob"));
    EXPECT_THAT(store.FindEmail("ada@calc.example"), IsEmpty());
    EXPECT_EQ(store.FindId("id-bob"), nullptr);
}

TEST(UserStore, KeepsUsersApartWhoseLoginsDifferInCaseOnly) {
    UserStore store;
    const User& lower = store.Add({{"id", "1"}, {"login", "ada"}}, true);
    const User& upper = store.Add({{"id", "2"}, {"login", "ADA"}}, true);
    EXPECT_THAT(store.FindLogins("Ada"), ElementsAre(&lower, &upper));
    store.Remove(lower);
    EXPECT_THAT(store.FindLogins("ada"), ElementsAre(&upper));
}

TEST(UserStore, FindsTheSurvivorOfAMerge) {
    UserStore store;
    const User& ada = store.Add(
        {{"id", "1"}, {"login", "ada"}, {"aliases", Json::parse(R"([{"id": "2"}])")}}, true);
    EXPECT_EQ(store.FindAlias("2"), &ada);
    EXPECT_EQ(store.FindAlias("1"), nullptr);
    store.Remove(ada);
    EXPECT_EQ(store.FindAlias("2"), nullptr);
}

TEST(UserStore, AnEmptyEmailIsNoKey) {
    UserStore store;
    store.Add(MakeUser("ada", "  "), true);
    EXPECT_THAT(store.FindEmail(""), IsEmpty());
}

}  // namespace
}  // namespace plumb::mocks::youtrack
