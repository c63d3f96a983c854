#include "mocks/youtrack/youtrack_side.h"

#include <gmock/gmock.h>

#include "mocks/youtrack/test_hub.h"

namespace plumb::mocks::youtrack {
namespace {

using ::testing::MatchesRegex;

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

// youtrack-hub.md, "Base URLs": the other side of one user; a setup script polls it by login.
TEST_F(HubUsers, AreReadByYouTrackByItsIdOrTheirLogin) {
    const std::string id = Create(R"({"login": "ada"})");
    const std::string own = Get("/api/users?fields=id")[0]["id"];
    for (const std::string& name : {own, std::string("ADA")}) {
        const Json user = Get("/api/users/" + name + "?fields=id,ringId,login");
        EXPECT_EQ(user, (Json{{"$type", "User"}, {"id", own}, {"ringId", id}, {"login", "ada"}}));
    }
    EXPECT_EQ(Get("/api/users/me?fields=login")["login"], "root");
    for (const std::string& name : {std::string("1-99"), std::string("1-x"), id}) {
        const http::Response response = Send("GET", "/api/users/" + name);
        EXPECT_EQ(response.status, 404) << name;
        EXPECT_NE(ParseJson(response.body).value("error_description", ""), "");
    }
    EXPECT_EQ(Send("POST", "/api/users/" + own, "{}").status, 405) << "it is read-only";
    EXPECT_EQ(Send("GET", "/api/users/me?fields=(").status, 400);
}

// youtrack-hub.md, "Base URLs": no source shows a grammar there, and a list that ignored it would
// look like one of the users that were meant.
TEST_F(HubUsers, AreNotSearchedByYouTrack) {
    Create(R"({"login": "ada"})");
    const http::Response response = Send("GET", "/api/users?query=bob");
    EXPECT_EQ(response.status, 400);
    EXPECT_NE(ParseJson(response.body).value("error_description", ""), "");
    EXPECT_EQ(Get("/api/users?query=&fields=login").size(), 1U);
}

class HubThatLags : public HubTest {
  protected:
    HubThatLags() : HubTest({.replication_lag_ms = 500}) {}

    std::string NamesInYouTrack() {
        std::string names;
        for (const Json& user : Get("/api/users?fields=fullName"))
            names += user["fullName"].get<std::string>() + " ";
        return names;
    }
};

// youtrack-hub.md, "Delete / consistency": Hub to YouTrack is asynchronous.
TEST_F(HubThatLags, IsSeenByYouTrackLater) {
    const std::string ada = Create(R"({"login": "ada", "name": "Ada"})");
    EXPECT_EQ(NamesInYouTrack(), "");
    EXPECT_EQ(Send("GET", "/api/users/ada").status, 404);
    EXPECT_EQ(Get("/api/users/me?fields=login")["login"], "root");
    clock_.Wait(500);
    EXPECT_EQ(NamesInYouTrack(), "Ada ");
    EXPECT_EQ(Get("/api/users/ada?fields=ringId")["ringId"], ada);

    Send("POST", "/hub/rest/users/" + ada, R"({"name": "Ada L"})");
    Create(R"({"login": "bob", "name": "Bob"})");
    EXPECT_EQ(Get("/hub/rest/users/" + ada)["name"], "Ada L") << "Hub itself does not lag";
    EXPECT_EQ(NamesInYouTrack(), "Ada ");
    clock_.Wait(500);
    EXPECT_EQ(NamesInYouTrack(), "Ada L Bob ");
    EXPECT_EQ(Get("/api/users?$skip=1&$top=1&fields=login")[0]["login"], "bob");

    Send("DELETE", "/hub/rest/users/" + ada + "?successor=guest");
    EXPECT_EQ(NamesInYouTrack(), "Ada L Bob ");
    clock_.Wait(500);
    EXPECT_EQ(NamesInYouTrack(), "Bob ");
}

// youtrack-hub.md, "Delete / consistency": a reset ends what is on its way.
TEST_F(HubThatLags, ForgetsAtAResetWhatWasOnItsWay) {
    Create(R"({"login": "ada"})");
    hub_.Reset();
    clock_.Wait(500);
    EXPECT_EQ(NamesInYouTrack(), "");
}

}  // namespace
}  // namespace plumb::mocks::youtrack
