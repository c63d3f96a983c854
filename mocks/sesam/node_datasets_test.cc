#include <gmock/gmock.h>

#include "mocks/sesam/jwt.h"
#include "mocks/sesam/test_node.h"

namespace plumb::mocks::sesam {
namespace {

using ::testing::HasSubstr;
using ::testing::MatchesRegex;

constexpr const char* kEntities = "/api/datasets/youtrack-users-collect/entities";

std::vector<std::string> EmailsOf(const Json& entities) {
    std::vector<std::string> emails;
    for (const Json& entity : entities) {
        const Json* email = Find(entity, kUserEmail);
        emails.push_back(email == nullptr ? "none" : email->get<std::string>());
    }
    return emails;
}

// sesam.md, 3 "Read dataset": history and deleted are true unless the request says otherwise.
TEST(Datasets, ShowFormerVersionsAndDeletedEntitiesByDefault) {
    TestNode house;
    for (const char* email : {"a@x.example", "b@x.example"}) {
        Json user = {{"label", "Ann"}};
        Put(user, kUserEmail, email);
        house.systems[0].Add(user);
    }
    house.Start("youtrack-users-collect");
    const std::int64_t first = house.Get(kEntities)[1]["_updated"];
    house.systems[0].Edit("1", kUserEmail, "c@x.example");
    house.Start("youtrack-users-collect");
    house.systems[0].items.erase("2");
    house.Start("youtrack-users-collect");

    struct Case {
        std::string query;
        std::vector<std::string> emails;
    };
    for (const Case& c : {
             Case{"", {"a@x.example", "b@x.example", "c@x.example", "b@x.example"}},
             Case{"?history=false", {"c@x.example", "b@x.example"}},
             Case{"?history=false&deleted=false", {"c@x.example"}},
             Case{"?deleted=false", {"a@x.example", "b@x.example", "c@x.example"}},
             Case{"?reverse=true&limit=2", {"b@x.example", "c@x.example"}},
             Case{"?since=" + std::to_string(first), {"c@x.example", "b@x.example"}},
             Case{"?uncommitted=true&subset=x&limit=1", {"a@x.example"}},
         }) {
        EXPECT_EQ(EmailsOf(house.Get(kEntities + c.query)), c.emails) << c.query;
    }
    EXPECT_EQ(house.Get(kEntities)[3]["_deleted"], true);
}

TEST(Datasets, KeepOnlySoMuchOfTheirFormerVersions) {
    TestNode house;
    house.systems[0].Add({{"label", "Ann"}});
    const std::string longwinded(64u << 10, 'x');
    for (int i = 0; i < 100; ++i) {
        house.systems[0].Edit("1", kUserEmail, std::to_string(i) + longwinded);
        house.Start("youtrack-users-collect");
    }
    const auto emails = EmailsOf(house.Get(kEntities));
    EXPECT_EQ(emails.back(), "99" + longwinded);
    EXPECT_GT(emails.size(), 50U);
    EXPECT_LT(emails.size(), 64U) << "4 MiB of them";
}

// sesam.md, 3 "Observing links": an id that changed by merging is deleted and replaced.
TEST(Datasets, ShowAMergedEntityAsReplaced) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    int replaced = 0;
    for (const Json& entity : house.Get("/api/datasets/global-person/entities?history=false")) {
        const bool is_replaced = entity.value("$replaced", false);
        EXPECT_EQ(entity["_deleted"] == true, is_replaced);
        EXPECT_EQ(entity["$ids"].empty(), is_replaced);
        replaced += is_replaced ? 1 : 0;
    }
    EXPECT_EQ(replaced, 2);
}

// sesam.md, 3 "Read dataset": populated answers 404 until then; "Response headers".
TEST(Datasets, SayWhetherTheyArePopulated) {
    TestNode house;
    const auto status = [&](const char* dataset) {
        return house
            .Call("GET", "/api/datasets/" + std::string(dataset) + "/entities?populated=true")
            .status;
    };
    EXPECT_EQ(house.Call("GET", kEntities).status, 200);
    EXPECT_EQ(status("youtrack-users-collect"), 404);
    EXPECT_EQ(house.Get("/api/datasets/youtrack-users-collect")["runtime"]["populated"], false);
    house.Start("youtrack-users-collect");
    EXPECT_EQ(status("youtrack-users-collect"), 200);
    EXPECT_EQ(status("global-person"), 404) << "it is made from all systems";
    house.RunAll();
    EXPECT_EQ(status("global-person"), 200);
    EXPECT_THAT(
        house.Call("GET", kEntities).headers,
        ::testing::Contains(std::pair<std::string, std::string>("X-Dataset-Populated", "true")));
}

// sesam.md, 3 "One entity".
TEST(Datasets, GiveOneEntityByItsId) {
    TestNode house;
    house.AddFamily("a@a.example");
    house.RunAll();
    const Json user = house.Get("/api/datasets/youtrack-users-collect/entity?entity_id=1");
    EXPECT_EQ(*Find(user, kUserEmail), "a@a.example");
    for (const Json& person : house.Get("/api/datasets/global-person/entities?history=false")) {
        EXPECT_EQ(house.Get("/api/datasets/global-person/entity?entity_id=" +
                            person["_id"].get<std::string>()),
                  person);
    }
    EXPECT_EQ(house.Call("GET", "/api/datasets/youtrack-users-collect/entity?entity_id=7").status,
              404);
    EXPECT_EQ(house.Call("GET", "/api/datasets/none/entity?entity_id=1").status, 404);
    EXPECT_EQ(house.Call("GET", "/api/datasets/global-person/entity").status, 400);
}

// sesam.md, 3 "Metadata": disable_user_pipes stops automatic runs, so that a client drives them.
TEST(Metadata, StopsAutomaticRunsOnly) {
    TestNode house;
    EXPECT_EQ(house.Get("/api/metadata"), Json::object());
    const std::string metadata = R"({"task_manager":{"disable_user_pipes":true}})";
    EXPECT_EQ(house.Call("PUT", "/api/metadata", metadata).status, 200);
    EXPECT_EQ(Dump(house.Get("/api/metadata")), metadata);
    house.node.RunAll();
    EXPECT_EQ(house.systems[0].lists, 0);
    house.Start("youtrack-users-collect");
    EXPECT_EQ(house.systems[0].lists, 1);
    house.Call("POST", "/api/admin", "operation=restart");
    house.node.RunAll();
    EXPECT_EQ(house.systems[0].lists, 1) << "a restart keeps it";
    EXPECT_EQ(house.Call("PUT", "/api/metadata", "[]").status, 400);
    house.Call("PUT", "/api/metadata", "{}");
    house.node.RunAll();
    EXPECT_EQ(house.systems[0].lists, 2);
}

// sesam.md, 3 "Alive".
TEST(Node, SaysThatItIsAlive) {
    TestNode house;
    for (const char* path : {"/api/ping", "/api/health"})
        EXPECT_EQ(house.Get(path), (Json{{"status", "running"}})) << path;
    EXPECT_TRUE(house.Get("/api/status")["node_start_time"].is_string());
}

// sesam.md, 3 "Auth": a JWT with principals by subscription.
TEST(Jwt, HasThreePartsAndPrincipals) {
    const std::string token = MakeJwt(1'700'000'000'000);
    EXPECT_THAT(token, MatchesRegex("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+"));
    EXPECT_NE(token, MakeJwt(1'700'000'000'000));
    const std::size_t first = token.find('.') + 1;
    std::string claims = token.substr(first, token.rfind('.') - first);
    // "principals" in base64 at the three places where it may begin.
    EXPECT_THAT(claims, ::testing::AnyOf(HasSubstr("cHJpbmNpcGFsc"), HasSubstr("ByaW5jaXBhbH"),
                                         HasSubstr("wcmluY2lwYWxz")));
}

}  // namespace
}  // namespace plumb::mocks::sesam
