#include "harness/base/json_path.h"

#include <gtest/gtest.h>

namespace plumb {
namespace {

TEST(JsonPath, FindsNestedMembersAndTheFirstOfAList) {
    const Json record = {{"profile", {{"email", {{"email", "a@b.example"}}}}},
                         {"contacts", {{{"id", 7}}, {{"id", 8}}}}};
    EXPECT_EQ(*Find(record, "profile.email.email"), "a@b.example");
    EXPECT_EQ(*Find(record, "contacts.id"), 7);
    EXPECT_EQ(Find(record, "profile.phone"), nullptr);
    EXPECT_EQ(Find(record, "profile.email.email.x"), nullptr);
}

TEST(JsonPath, PutsAndErases) {
    Json record = Json::object();
    Put(record, "a.b", 1);
    EXPECT_EQ(record, (Json{{"a", {{"b", 1}}}}));
    Erase(record, "a.b");
    EXPECT_EQ(record, (Json{{"a", Json::object()}}));
    Erase(record, "x.y");
    EXPECT_EQ(record, (Json{{"a", Json::object()}}));
}

TEST(JsonPath, RefusesDeepHugeAndBrokenTexts) {
    EXPECT_TRUE(ParseJson(std::string(65, '[') + std::string(65, ']')).is_discarded());
    EXPECT_FALSE(ParseJson(std::string(64, '[') + std::string(64, ']')).is_discarded());
    EXPECT_TRUE(ParseJson("{\"a\":").is_discarded());
    EXPECT_TRUE(ParseJson("[1,2]", 64, 3).is_discarded());
    EXPECT_EQ(ParseJson("\"[[[\\\"[\""), "[[[\"[");
}

}  // namespace
}  // namespace plumb
