#include "mocks/youtrack/users.h"

#include <gmock/gmock.h>

#include "mocks/youtrack/test_hub.h"

namespace plumb::mocks::youtrack {
namespace {

class HubMerge : public HubTest {
  protected:
    HubMerge() {
        ada_ = Create(
            R"({"login": "ada", "name": "Ada", "profile": {"email": {"email": "a@b.example"}}})");
        bob_ = Create(R"({"login": "bob"})");
    }

    http::Response Merge(const std::string& query, const std::vector<std::string>& ids) {
        Json body = Json::array();
        for (const std::string& id : ids) body.push_back({{"id", id}});
        return Send("POST", "/hub/api/rest/users/merge" + query, Dump(body));
    }

    std::string ada_;
    std::string bob_;
};

// youtrack-hub.md, "Endpoints": merge answers with the merged user; "Delete / consistency": the old
// ids are aliases.
TEST_F(HubMerge, LeavesOneUserThatKnowsTheIdsOfTheOthers) {
    const http::Response response =
        Merge("?login=bob&name=Both&email=c@d.example&banned=true&fields=id,login,name,aliases(id)",
              {ada_, bob_, ada_});
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_TRUE(response.effect.write);
    EXPECT_EQ(response.effect.record, ada_);
    EXPECT_EQ(ParseJson(response.body), (Json{{"type", "user"},
                                              {"id", ada_},
                                              {"login", "bob"},
                                              {"name", "Both"},
                                              {"aliases", {{{"id", bob_}}}}}));
    EXPECT_EQ(Get("/hub/rest/users")["users"].size(), 1U);
    const Json user = Get("/hub/rest/users/" + ada_);
    EXPECT_EQ(*Find(user, "profile.email.email"), "c@d.example");
    EXPECT_EQ(user["banned"], true);
    EXPECT_EQ(Get("/hub/rest/users/" + bob_)["id"], ada_) << "unconfirmed; a setting";
    EXPECT_EQ(Get("/api/users?fields=ringId").size(), 1U);
}

// youtrack-hub.md, "Endpoints": the body of a merge is a list of ids.
TEST_F(HubMerge, IsRefusedAsAWhole) {
    Create(R"({"login": "cyd"})");
    const std::string before = Dump(hub_.State());
    EXPECT_EQ(Send("POST", "/hub/rest/users/merge", "{}").status, 400);
    EXPECT_EQ(Send("POST", "/hub/rest/users/merge", R"(["x"])").status, 400);
    EXPECT_EQ(Merge("", {}).status, 400);
    EXPECT_EQ(Merge("", {ada_}).status, 400);
    EXPECT_EQ(Merge("", {ada_, ada_}).status, 400);
    EXPECT_EQ(Merge("", {ada_, "unknown"}).status, 400);
    EXPECT_EQ(Merge("", {ada_, "me"}).status, 400);
    EXPECT_EQ(Merge("?login=a%20b", {ada_, bob_}).status, 400);
    EXPECT_EQ(Merge("?login=cyd", {ada_, bob_}).status, 409);
    EXPECT_EQ(Merge("?fields=(", {ada_, bob_}).status, 400);
    EXPECT_EQ(Dump(hub_.State()), before);
}

class HubWithoutAliases : public HubTest {
  protected:
    HubWithoutAliases() : HubTest({.aliases_resolve = false}) {}
};

// youtrack-hub.md, "Delete / consistency": that an alias finds the survivor is unconfirmed.
TEST_F(HubWithoutAliases, DoesNotFindAMergedUserByItsOldId) {
    const std::string ada = Create(R"({"login": "ada"})");
    const std::string bob = Create(R"({"login": "bob"})");
    Send("POST", "/hub/rest/users/merge", Dump({{{"id", ada}}, {{"id", bob}}}));
    EXPECT_EQ(Send("GET", "/hub/rest/users/" + bob).status, 404);
    EXPECT_EQ(Send("GET", "/hub/rest/users/" + ada).status, 200);
}

}  // namespace
}  // namespace plumb::mocks::youtrack
