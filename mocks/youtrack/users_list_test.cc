#include "mocks/youtrack/users.h"

#include <gmock/gmock.h>

#include "mocks/youtrack/test_hub.h"

namespace plumb::mocks::youtrack {
namespace {

// S1: an object with `users`; Sesam's empty `fields=`, pages of 50, one extra empty page.
TEST_F(HubUsers, AreListedAsSesamReadsThem) {
    for (int i = 0; i < 60; ++i) {
        Create(R"({"login": "u)" + std::to_string(i) + R"(", "profile": {"email": {"email": "u)" +
               std::to_string(i) + R"(@x.example"}}})");
    }
    std::vector<std::size_t> pages;
    const auto total = Get("/hub/rest/users?fields=total")["total"].get<long long>();
    for (int skip = 0; skip <= 100; skip += 50) {
        const http::Response response =
            Send("GET", "/hub/rest/users?fields=&$top=50&$skip=" + std::to_string(skip));
        EXPECT_EQ(response.effect.page_size, 50);
        EXPECT_EQ(response.effect.total, total);
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

class HubOfOtherLists : public HubTest {
  protected:
    HubOfOtherLists() : HubTest({.page_members_always = true, .page_type = ""}) {}
};

// youtrack-hub.md, "Pagination": whether a list shows these unasked is unconfirmed.
TEST_F(HubOfOtherLists, ShowTheMembersOfAPageAsTheSettingsSay) {
    EXPECT_EQ(Get("/hub/rest/users?fields=id&$top=5"),
              Json::parse(R"({"skip": 0, "top": 5, "total": 0, "users": []})"));
}

// youtrack-hub.md, "Pagination" (no paging headers) and "Filtering" (no ETag).
TEST_F(HubUsers, AreListedWithoutAnyHeaderOfTheirOwn) {
    const std::string id = Create(R"({"login": "ada"})");
    EXPECT_TRUE(Send("GET", "/hub/rest/users?$top=1").headers.empty());
    EXPECT_TRUE(Send("GET", "/hub/rest/users/" + id).headers.empty());
}

}  // namespace
}  // namespace plumb::mocks::youtrack
