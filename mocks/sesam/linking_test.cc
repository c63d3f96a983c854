#include <gtest/gtest.h>

#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/fake_system.h"

namespace plumb::mocks::sesam {
namespace {

TEST(Linking, JoinsRecordsWithEqualKeysAndNoOthers) {
    struct Case {
        const char* name;
        Json user;
        Json contact;
        bool linked;
    };
    const Case cases[] = {
        {"equal", "ann@a.example", "ann@a.example", true},
        {"other local part", "ann@a.example", "anna@a.example", false},
        {"other domain", "ann@a.example", "ann@b.example", false},
        {"subdomain", "ann@a.example", "ann@x.a.example", false},
        {"trailing dot", "ann@a.example", "ann@a.example.", false},
        {"letter case", "ann@a.example", "Ann@a.example", false},
        {"both empty", "", "", false},
        {"null and null", nullptr, nullptr, false},
        {"null and empty", nullptr, "", false},
        {"a number and its text", 7, "7", false},
        {"international", "ånn@bücher.example", "ånn@bücher.example", true},
    };
    for (const Case& c : cases) {
        FakeHouse house(LinkOnlyChecklist());
        Json user = {{"label", "Ann"}};
        Put(user, kUserEmail, c.user);
        const std::string u = house["users"].Add(user);
        const std::string p =
            house["contactperson"].Add({{"label", "Ann"}, {"emailAddress", c.contact}});
        EXPECT_TRUE(house.Sync()) << c.name;
        EXPECT_EQ(house.Linked("users", u, "contactperson", p), c.linked) << c.name;
        EXPECT_EQ(house.Writes(), 0u) << c.name;
    }
}

TEST(Linking, IsTransitiveOverFlows) {
    FakeHouse house(LinkOnlyChecklist());
    const std::string user = house["users"].Add(User("ann@a.example"));
    const std::string person = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});
    const std::string customer = house["customers"].Add({{"EmailAddress", "ann@a.example"}});
    ASSERT_TRUE(house.Sync());
    EXPECT_TRUE(house.Linked("users", user, "contactperson", person));
    EXPECT_TRUE(house.Linked("contactperson", person, "customers", customer));
    house["customers"].Edit(customer, "EmailAddress", "new@a.example");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["users"].Get(user, kUserEmail), "new@a.example");
    EXPECT_EQ(house["contactperson"].Get(person, "emailAddress"), "new@a.example");
}

TEST(Linking, OutlivesAChangeOfTheKey) {
    FakeHouse house(LinkOnlyChecklist());
    const std::string user = house["users"].Add(User("ann@a.example"));
    const std::string person = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});
    ASSERT_TRUE(house.Sync());
    for (const char* email : {"b@a.example", "c@a.example"}) {
        house["users"].Edit(user, kUserEmail, email);
        ASSERT_TRUE(house.Sync());
        EXPECT_EQ(house["contactperson"].Get(person, "emailAddress"), email);
    }
    EXPECT_TRUE(house.Linked("users", user, "contactperson", person));
}

TEST(Linking, HappensLaterWhenRecordsComeToMatch) {
    FakeHouse house(LinkOnlyChecklist());
    const std::string user = house["users"].Add(User("ann@a.example"));
    const std::string person = house["contactperson"].Add({{"emailAddress", "other@a.example"}});
    ASSERT_TRUE(house.Sync());
    ASSERT_FALSE(house.Linked("users", user, "contactperson", person));
    house["contactperson"].Edit(person, "emailAddress", "ann@a.example");
    ASSERT_TRUE(house.Sync());
    EXPECT_TRUE(house.Linked("users", user, "contactperson", person));
}

TEST(Linking, KeepsPairsApartWhoseKeysAreSwapped) {
    FakeHouse house(LinkOnlyChecklist());
    const std::string u1 = house["users"].Add(User("1@a.example"));
    const std::string u2 = house["users"].Add(User("2@a.example"));
    const std::string p1 = house["contactperson"].Add({{"emailAddress", "1@a.example"}});
    const std::string p2 = house["contactperson"].Add({{"emailAddress", "2@a.example"}});
    ASSERT_TRUE(house.Sync());
    house["users"].Edit(u1, kUserEmail, "2@a.example");
    house["users"].Edit(u2, kUserEmail, "1@a.example");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["contactperson"].Get(p1, "emailAddress"), "2@a.example");
    EXPECT_EQ(house["contactperson"].Get(p2, "emailAddress"), "1@a.example");
    EXPECT_FALSE(house.Linked("users", u1, "users", u2));
}

TEST(Linking, TreatsRecordsOfOneSystemWithTheSameKeyAsOne) {
    FakeHouse house(LinkOnlyChecklist());
    const std::string user = house["users"].Add(User("ann@a.example"));
    const std::string p1 = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});
    const std::string p2 = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});
    ASSERT_TRUE(house.Sync());
    house["contactperson"].Edit(p1, "emailAddress", "new@a.example");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["users"].Get(user, kUserEmail), "new@a.example");
    EXPECT_EQ(house["contactperson"].Get(p2, "emailAddress"), "new@a.example");
}

TEST(Linking, NeedsEveryPairOfAnAlternative) {
    checklist::Checklist list = LinkOnlyChecklist();
    list.flows[0].merge_when_any = {
        {FakePair("login", "externalCode"), FakePair("name", "lastName")},
        {FakePair("", "emailAddress")}};
    FakeHouse house(list);
    const std::string user = house["users"].Add({{"login", "a"}, {"name", "Ann"}});
    const std::string half =
        house["contactperson"].Add({{"externalCode", "a"}, {"lastName", "Eve"}});
    const std::string both =
        house["contactperson"].Add({{"externalCode", "a"}, {"lastName", "Ann"}});
    ASSERT_TRUE(house.Sync());
    EXPECT_FALSE(house.Linked("users", user, "contactperson", half));
    EXPECT_TRUE(house.Linked("users", user, "contactperson", both));
}

TEST(Linking, ObeysTheConditionsOfAPair) {
    checklist::Checklist list = LinkOnlyChecklist();
    list.flows.pop_back();
    list.flows[0].merge_when_any[0][0].only_if = {{checklist::Side::kSource, "country", "NO"}};
    FakeHouse house(list);
    Json norwegian = User("ann@a.example");
    norwegian["country"] = "NO";
    const std::string no = house["users"].Add(norwegian);
    const std::string se = house["users"].Add(User("eve@a.example"));
    const std::string p1 = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});
    const std::string p2 = house["contactperson"].Add({{"emailAddress", "eve@a.example"}});
    ASSERT_TRUE(house.Sync());
    EXPECT_TRUE(house.Linked("users", no, "contactperson", p1));
    EXPECT_FALSE(house.Linked("users", se, "contactperson", p2));
}

TEST(Linking, SurvivesARestart) {
    FakeHouse house(LinkOnlyChecklist());
    const std::string user = house["users"].Add(User("ann@a.example"));
    const std::string person = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});
    ASSERT_TRUE(house.Sync());
    house["users"].Edit(user, kUserEmail, "b@a.example");
    house.Restart();
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["contactperson"].Get(person, "emailAddress"), "b@a.example");
    const std::string later = house["customers"].Add({{"EmailAddress", "b@a.example"}});
    ASSERT_TRUE(house.Sync());
    EXPECT_TRUE(house.Linked("users", user, "customers", later));
}

TEST(Linking, PairsManyRecordsOneToOne) {
    FakeHouse house(LinkOnlyChecklist());
    std::vector<std::pair<std::string, std::string>> pairs;
    for (int i = 0; i < 300; ++i) {
        const std::string email = std::to_string(i) + "@a.example";
        const std::string user = house["users"].Add(User(email));
        pairs.emplace_back(user, house["contactperson"].Add({{"emailAddress", email}}));
    }
    ASSERT_TRUE(house.Sync());
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        const auto& [user, person] = pairs[i];
        EXPECT_TRUE(house.Linked("users", user, "contactperson", person)) << i;
        const auto& other = pairs[(i + 1) % pairs.size()].second;
        EXPECT_FALSE(house.Linked("users", user, "contactperson", other)) << i;
    }
    EXPECT_EQ(house.Writes(), 0u);
}

}  // namespace
}  // namespace plumb::mocks::sesam
