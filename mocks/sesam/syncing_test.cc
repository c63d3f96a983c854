#include <gtest/gtest.h>

#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/fake_system.h"

namespace plumb::mocks::sesam {
namespace {

/// A linked user and customer of the create-or-merge checklist.
struct Pair {
    FakeHouse house;
    std::string user;
    std::string customer;

    explicit Pair(Json user_record = {{"name", "Ann"}, {"label", "Ann"}},
                  Json customer_record = {{"Name", "Ann"}, {"label", "Ann"}})
        : house(CreateOrMergeChecklist()) {
        Put(user_record, kUserEmail, "ann@a.example");
        customer_record["EmailAddress"] = "ann@a.example";
        customer = house["customers"].Add(std::move(customer_record));
        house.clock.Wait(5'000);
        user = house["users"].Add(std::move(user_record));
        EXPECT_TRUE(house.Sync());
        EXPECT_TRUE(house.Linked("users", user, "customers", customer));
    }
    Json AtUser(const std::string& path) { return house["users"].Get(user, path); }
    Json AtCustomer(const std::string& path) { return house["customers"].Get(customer, path); }
    void EditUser(const std::string& path, Json value) {
        house["users"].Edit(user, path, std::move(value));
    }
    void EditCustomer(const std::string& path, Json value) {
        house["customers"].Edit(customer, path, std::move(value));
    }
};

TEST(Syncing, CarriesEditsBothWaysInTurn) {
    Pair pair;
    for (int turn = 0; turn < 3; ++turn) {
        const std::string a = "A" + std::to_string(turn);
        pair.EditUser("name", a);
        ASSERT_TRUE(pair.house.Sync());
        EXPECT_EQ(pair.AtCustomer("Name"), a);
        const std::string b = "B" + std::to_string(turn);
        pair.EditCustomer("Name", b);
        ASSERT_TRUE(pair.house.Sync());
        EXPECT_EQ(pair.AtUser("name"), b);
    }
}

TEST(Syncing, WritesOnceForEachEditAndNothingBack) {
    Pair pair;
    const std::size_t before = pair.house.Writes();
    pair.EditUser("name", "Eve");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.house.Writes(), before + 1);
    EXPECT_EQ(pair.house["customers"].writes.back(), "update c1 Name=\"Eve\"");
    EXPECT_TRUE(pair.house["users"].writes.empty());
}

TEST(Syncing, WritesAllChangedPropertiesOfARecordInOneRequest) {
    Pair pair;
    pair.EditUser("name", "Eve");
    pair.EditUser("score", "41");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.house["customers"].writes,
              std::vector<std::string>{"update c1 Name=\"Eve\" ExternalNumber=41"});
}

TEST(Syncing, MergesTheNewestValueThatIsNotEmpty) {
    Pair newer_user({{"name", "User"}, {"label", "u"}}, {{"Name", "Customer"}, {"label", "c"}});
    EXPECT_EQ(newer_user.AtCustomer("Name"), "User");
    Pair empty_user({{"name", ""}, {"label", "u"}}, {{"Name", "Customer"}, {"label", "c"}});
    EXPECT_EQ(empty_user.AtUser("name"), "Customer");
    EXPECT_EQ(empty_user.AtCustomer("Name"), "Customer");
}

TEST(Syncing, MergesTheNewerOfTwoDatedRecords) {
    for (const bool customer_first : {true, false}) {
        FakeHouse house(OneSystemChecklist());
        std::string customer;
        std::string person;
        for (const bool customer_now : {customer_first, !customer_first}) {
            house.clock.Wait(2'000);
            if (customer_now) {
                customer =
                    house["customers"].Add({{"EmailAddress", "a@a.example"}, {"City", "Oslo"}});
            } else {
                person = house["contactperson"].Add(
                    {{"emailAddress", "a@a.example"}, {"city", "Bergen"}});
            }
        }
        ASSERT_TRUE(house.Sync());
        const char* expected = customer_first ? "Bergen" : "Oslo";
        EXPECT_EQ(house["customers"].Get(customer, "City"), expected);
        EXPECT_EQ(house["contactperson"].Get(person, "city"), expected);
    }
}

TEST(Syncing, ClearsTheOtherSideWhenALinkedValueIsCleared) {
    for (const Json& cleared : {Json(""), Json(nullptr)}) {
        Pair from_user;
        from_user.EditUser("name", cleared);
        ASSERT_TRUE(from_user.house.Sync());
        EXPECT_TRUE(IsEmpty(from_user.AtCustomer("Name")));
        Pair from_customer;
        from_customer.EditCustomer("Name", cleared);
        ASSERT_TRUE(from_customer.house.Sync());
        EXPECT_TRUE(IsEmpty(from_customer.AtUser("name")));
    }
}

TEST(Syncing, GivesUpAClearThatIsRefusedAndGoesOnWithTheRest) {
    Pair pair;
    pair.house["customers"].refuses = [](const std::string& path, const Json& value) {
        return path == "Name" && IsEmpty(value);
    };
    pair.EditUser("name", "");
    pair.EditUser("score", "5");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtCustomer("Name"), "Ann");
    EXPECT_EQ(pair.AtUser("name"), "");
    EXPECT_EQ(pair.AtCustomer("ExternalNumber"), 5);
    const std::size_t before = pair.house.Writes();
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.house.Writes(), before);
    pair.EditCustomer("Name", "Eve");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtUser("name"), "Eve");
}

TEST(Syncing, EndsInAgreementWhenBothSidesWereEdited) {
    Pair pair;
    pair.EditCustomer("Name", "Customer");
    pair.house.clock.Wait(100);
    pair.EditUser("name", "User");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtCustomer("Name"), "User");
    EXPECT_EQ(pair.AtUser("name"), "User");
}

TEST(Syncing, LetsTheNewestOfTwoDatedEditsWin) {
    for (const bool customer_last : {true, false}) {
        FakeHouse house(OneSystemChecklist());
        const std::string customer = house["customers"].Add({{"EmailAddress", "a@a.example"}});
        const std::string person = house["contactperson"].Add({{"emailAddress", "a@a.example"}});
        ASSERT_TRUE(house.Sync());
        for (const bool customer_now : {!customer_last, customer_last}) {
            house.clock.Wait(2'000);
            if (customer_now) house["customers"].Edit(customer, "City", "Oslo");
            if (!customer_now) house["contactperson"].Edit(person, "city", "Bergen");
        }
        ASSERT_TRUE(house.Sync());
        const char* expected = customer_last ? "Oslo" : "Bergen";
        EXPECT_EQ(house["customers"].Get(customer, "City"), expected);
        EXPECT_EQ(house["contactperson"].Get(person, "city"), expected);
    }
}

TEST(Syncing, KeepsDifferentPropertiesOfOneRecordApart) {
    Pair pair;
    pair.EditCustomer("Name", "Customer");
    pair.EditUser("score", "9");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtUser("name"), "Customer");
    EXPECT_EQ(pair.AtCustomer("ExternalNumber"), 9);
}

TEST(Syncing, CarriesAnEditAlthoughTheSystemsClockRunsBehind) {
    Pair pair;
    pair.EditUser("name", "Eve");
    ASSERT_TRUE(pair.house.Sync());
    pair.house["customers"].Edit(pair.customer, "Name", "Kim");
    pair.house["customers"].items[pair.customer].changed += 1;  // after our write, far before now
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtUser("name"), "Kim");
}

TEST(Syncing, ConvertsByTypeAndDoesNotRewriteWhatMeansTheSame) {
    Pair pair(
        {{"name", "Ann"}, {"label", "Ann"}, {"banned", true}, {"score", "12"}, {"rate", "12.50"}});
    EXPECT_EQ(pair.AtCustomer("IsVatFree"), true);
    EXPECT_EQ(pair.AtCustomer("ExternalNumber"), 12);
    EXPECT_EQ(pair.AtCustomer("BillableRate"), 12.5);
    EXPECT_TRUE(pair.house["users"].writes.empty());
    pair.EditCustomer("ExternalNumber", 13.0);
    pair.EditCustomer("IsVatFree", false);
    pair.EditCustomer("BillableRate", 7);
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtUser("score"), "13.0");
    EXPECT_EQ(pair.AtUser("rate"), "7");
    EXPECT_EQ(pair.AtUser("banned"), false);
}

TEST(Syncing, LeavesAPropertyAloneWhoseValueVanishesInTheCast) {
    Pair pair({{"name", "Ann"}, {"label", "Ann"}, {"score", "12"}});
    pair.EditUser("score", "twelve");
    pair.EditUser("name", "Eve");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtCustomer("ExternalNumber"), 12);
    EXPECT_EQ(pair.AtCustomer("Name"), "Eve");
    EXPECT_EQ(pair.AtUser("score"), "twelve");
}

TEST(Syncing, DoesNotQuarrelWithASystemThatNormalises) {
    Pair pair;
    pair.house["customers"].stores = [](const std::string&, Json value) {
        return value.is_string() ? Json(value.get<std::string>().substr(0, 3)) : value;
    };
    pair.EditUser("name", "Evelyn");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtCustomer("Name"), "Eve");
    EXPECT_EQ(pair.AtUser("name"), "Evelyn");
    const std::size_t before = pair.house.Writes();
    pair.house.Restart();
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.house.Writes(), before);
    pair.EditCustomer("Name", "Kim");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtUser("name"), "Kim");
}

TEST(Syncing, TouchesNoPropertyThatIsNotListed) {
    Pair pair({{"name", "Ann"}, {"label", "Ann"}, {"phone", "1"}},
              {{"Name", "Bea"}, {"Phone", "2"}});
    pair.EditUser("phone", "3");
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtCustomer("Phone"), "2");
    for (const std::string& write : pair.house["customers"].writes) {
        EXPECT_EQ(write.find("hone"), std::string::npos) << write;
    }
}

TEST(Syncing, ObeysTheConditionsOfAProperty) {
    checklist::Checklist list = CreateOrMergeChecklist();
    list.flows[0].properties[0].pair.only_if = {{checklist::Side::kSource, "country", "NO"}};
    FakeHouse house(list);
    const auto add = [&](const std::string& email, const Json& country) {
        Json user = {{"name", "User"}, {"label", "User"}, {"country", country}};
        Put(user, kUserEmail, email);
        house["users"].Add(user);
        return house["customers"].Add({{"EmailAddress", email}, {"Name", "Customer"}});
    };
    const std::string yes = add("a@a.example", "NO");
    const std::string no = add("b@a.example", "SE");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["customers"].Get(yes, "Name"), "User");
    EXPECT_EQ(house["customers"].Get(no, "Name"), "Customer");
}

TEST(Syncing, FollowsASourceIntoEveryTargetThatItIsMappedTo) {
    checklist::Checklist list = CreateOrMergeChecklist();
    list.flows[0].properties.push_back(FakeProperty("name", "LegalName"));
    FakeHouse house(list);
    Json user = {{"name", "Ann"}, {"label", "Ann"}};
    Put(user, kUserEmail, "a@a.example");
    const std::string u = house["users"].Add(user);
    const std::string c = house["customers"].Add({{"EmailAddress", "a@a.example"}});
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["customers"].Get(c, "LegalName"), "Ann");
    house["customers"].Edit(c, "LegalName", "Eve");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["users"].Get(u, "name"), "Eve");
    EXPECT_EQ(house["customers"].Get(c, "Name"), "Eve");
}

TEST(Syncing, KeepsNothingInSyncWhenTheChecklistSaysSo) {
    checklist::Checklist list = LinkOnlyChecklist();
    for (checklist::Flow& flow : list.flows) {
        flow.when_no_properties = checklist::WhenNoProperties::kNothing;
    }
    FakeHouse house(list);
    Json user = {{"label", "Ann"}};
    Put(user, kUserEmail, "a@a.example");
    const std::string u = house["users"].Add(user);
    const std::string p = house["contactperson"].Add({{"emailAddress", "a@a.example"}});
    ASSERT_TRUE(house.Sync());
    EXPECT_TRUE(house.Linked("users", u, "contactperson", p));
    house["users"].Edit(u, kUserEmail, "b@a.example");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house.Writes(), 0u);
}

TEST(Syncing, DoesNotLetAnEmptyValueOfANewcomerClearAnything) {
    Pair pair;
    pair.EditUser("name", "");
    ASSERT_TRUE(pair.house.Sync());
    const std::string other =
        pair.house["customers"].Add({{"EmailAddress", "ann@a.example"}, {"Name", "Old"}});
    ASSERT_TRUE(pair.house.Sync());
    EXPECT_EQ(pair.AtUser("name"), "Old");
    EXPECT_EQ(pair.house["customers"].Get(other, "Name"), "Old");
}

}  // namespace
}  // namespace plumb::mocks::sesam
