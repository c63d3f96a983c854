#include <gtest/gtest.h>

#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/fake_system.h"

namespace plumb::mocks::sesam {
namespace {

/// A user with a name of its own.
Json OwnUser(const std::string& email) {
    return User(email, email);
}

struct Linked {
    FakeHouse house{LinkOnlyChecklist()};
    std::string user = house["users"].Add(OwnUser("ann@a.example"));
    std::string person = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});

    Linked() { EXPECT_TRUE(house.Sync()); }
    Json AtPerson() { return house["contactperson"].Get(person, "emailAddress"); }
};

TEST(Failures, KeepAFailedWritePendingUntilItSucceeds) {
    Linked linked;
    linked.house["users"].Edit(linked.user, kUserEmail, "b@a.example");
    linked.house["contactperson"].unavailable = 5;
    linked.house.Round();
    EXPECT_EQ(linked.AtPerson(), "ann@a.example");
    EXPECT_EQ(linked.house.QueueOf("powerofficego-contactperson-share"), 1);
    linked.house.Restart();
    EXPECT_EQ(linked.house.QueueOf("powerofficego-contactperson-share"), 1);
    linked.house.Round();
    EXPECT_EQ(linked.AtPerson(), "b@a.example");
    EXPECT_EQ(linked.house.QueueOf("powerofficego-contactperson-share"), 0);
}

TEST(Failures, DoNotRepeatAWriteThatArrivedWithoutAnAnswer) {
    Linked linked;
    linked.house["users"].Edit(linked.user, kUserEmail, "b@a.example");
    linked.house["contactperson"].lost_answers = 1;
    ASSERT_TRUE(linked.house.Sync());
    EXPECT_EQ(linked.AtPerson(), "b@a.example");
    EXPECT_EQ(linked.house["contactperson"].writes.size(), 1u);
    EXPECT_TRUE(linked.house["users"].writes.empty());
}

TEST(Failures, OfOneListLoseNothing) {
    Linked linked;
    linked.house["users"].broken_lists = 1;
    linked.house["contactperson"].broken_lists = 2;
    linked.house["contactperson"].Edit(linked.person, "emailAddress", "c@a.example");
    ASSERT_TRUE(linked.house.Sync());
    EXPECT_EQ(linked.house["users"].Get(linked.user, kUserEmail), "c@a.example");
}

TEST(Failures, StopWritingWhenTheSystemIsDownAndGoOnLater) {
    FakeHouse house(LinkOnlyChecklist());
    std::vector<std::string> users;
    for (int i = 0; i < 30; ++i) {
        const std::string email = std::to_string(i) + "@a.example";
        users.push_back(house["users"].Add(OwnUser(email)));
        house["contactperson"].Add({{"emailAddress", email}});
    }
    ASSERT_TRUE(house.Sync());
    for (const std::string& user : users)
        house["users"].Edit(user, kUserEmail, user + "@b.example");
    house["contactperson"].unavailable = 9;
    house.Round();
    EXPECT_EQ(house["contactperson"].unavailable, 0);
    EXPECT_EQ(house.QueueOf("powerofficego-contactperson-share"), 30);
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["contactperson"].writes.size(), 30u);
}

TEST(Failures, OptimisticLockWaitsForTheNextCollect) {
    Linked linked;
    linked.house["users"].Edit(linked.user, kUserEmail, "b@a.example");
    linked.house.clock.Wait(1'000);
    // The person is edited after the collect of this round and before its share.
    FakeSystem& persons = linked.house["contactperson"];
    int writes_of_ours = 0;
    persons.stores = [&](const std::string&, Json value) {
        ++writes_of_ours;
        return value;
    };
    persons.lists_nothing = true;  // as if the edit came after the list was read
    persons.Edit(linked.person, "emailAddress", "person@a.example");
    linked.house.Round();
    EXPECT_EQ(writes_of_ours, 0);
    persons.lists_nothing = false;
    ASSERT_TRUE(linked.house.Sync());
    EXPECT_EQ(linked.AtPerson(), linked.house["users"].Get(linked.user, kUserEmail));
}

TEST(Failures, ARefusalIsTriedOnceMoreWhenOtherRecordsWereWrittenSince) {
    FakeHouse house(LinkOnlyChecklist());
    std::vector<std::string> users;
    for (const char* email : {"a@a.example", "b@a.example"}) {
        users.push_back(house["users"].Add(OwnUser(email)));
        house["contactperson"].Add({{"emailAddress", email}});
    }
    ASSERT_TRUE(house.Sync());
    // Emails are unique there: the first can have the second's only when that is free.
    house["contactperson"].refuses = [&](const std::string& path, const Json& value) {
        return house["contactperson"].Get("c2", path) == value;
    };
    house["users"].Edit(users[0], kUserEmail, "b@a.example");
    house["users"].Edit(users[1], kUserEmail, "c@a.example");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["contactperson"].Get("c1", "emailAddress"), "b@a.example");
    EXPECT_EQ(house["contactperson"].Get("c2", "emailAddress"), "c@a.example");
}

TEST(Failures, AStampFromTheFutureHidesNoLaterEdit) {
    Linked linked;
    linked.house["contactperson"].items[linked.person].changed += 1'000'000'000;
    ASSERT_TRUE(linked.house.Sync());
    const std::string other = linked.house["contactperson"].Add({{"emailAddress", "b@a.example"}});
    const std::string user = linked.house["users"].Add(OwnUser("b@a.example"));
    ASSERT_TRUE(linked.house.Sync());
    EXPECT_TRUE(linked.house.Linked("users", user, "contactperson", other));
}

TEST(Deletions, DoNoHarmAndAreNotUndone) {
    FakeHouse house(LinkOnlyChecklist());
    const std::string user = house["users"].Add(OwnUser("ann@a.example"));
    const std::string person = house["contactperson"].Add({{"emailAddress", "ann@a.example"}});
    const std::string customer = house["customers"].Add({{"EmailAddress", "ann@a.example"}});
    ASSERT_TRUE(house.Sync());
    house["contactperson"].items.erase(person);
    house["users"].Edit(user, kUserEmail, "b@a.example");
    ASSERT_TRUE(house.Sync());
    EXPECT_FALSE(house["contactperson"].items.contains(person));
    EXPECT_FALSE(house.Linked("users", user, "contactperson", person));
    EXPECT_EQ(house["customers"].Get(customer, "EmailAddress"), "b@a.example");
    house["users"].items.erase(user);
    house["users"].Add(OwnUser("other@a.example"));
    ASSERT_TRUE(house.Sync());
    EXPECT_FALSE(house.Linked("users", user, "customers", customer));
    EXPECT_EQ(house["customers"].items.size(), 1u);
}

TEST(Deletions, AreNotConcludedFromAnEmptyList) {
    Linked linked;
    linked.house["users"].lists_nothing = true;
    linked.house.Round();
    linked.house["users"].lists_nothing = false;
    EXPECT_TRUE(linked.house.Linked("users", linked.user, "contactperson", linked.person));
    linked.house["users"].Edit(linked.user, kUserEmail, "b@a.example");
    ASSERT_TRUE(linked.house.Sync());
    EXPECT_EQ(linked.AtPerson(), "b@a.example");
}

TEST(Creating, MakesEveryUnmatchedSourceOnceWithItsProperties) {
    FakeHouse house(CreateOrMergeChecklist());
    Json user = OwnUser("ann@a.example");
    user["score"] = "12";
    const std::string u = house["users"].Add(user);
    const std::string matching = house["users"].Add(OwnUser("eve@a.example"));
    const std::string there = house["customers"].Add({{"EmailAddress", "eve@a.example"}});
    ASSERT_TRUE(house.Sync());
    ASSERT_EQ(house["customers"].items.size(), 2u);
    EXPECT_TRUE(house.Linked("users", matching, "customers", there));
    EXPECT_TRUE(house.Linked("users", u, "customers", "c2"));
    EXPECT_EQ(house["customers"].Get("c2", "ExternalNumber"), 12);
    EXPECT_EQ(house["customers"].Get("c2", "Name"), "ann@a.example");
    house.Restart();
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["customers"].items.size(), 2u);
    house["customers"].Edit("c2", "Name", "Kim");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["users"].Get(u, "name"), "Kim");
}

TEST(Creating, LooksForARecordWhoseAnswerWasLostBeforeItRepeats) {
    for (const bool arrives : {true, false}) {
        FakeHouse house(AlwaysChecklist());
        house["users"].Add(OwnUser("ann@a.example"));
        (arrives ? house["customers"].lost_answers : house["customers"].unavailable) = 1;
        ASSERT_TRUE(house.Sync());
        ASSERT_EQ(house["customers"].items.size(), 1u);
        EXPECT_TRUE(house.Linked("users", "u1", "customers", "c1"));
        EXPECT_TRUE(house.last_message.empty()) << house.last_message;
    }
}

TEST(Creating, NamesItsSourceSoThatAGatewayMakesNoSecondRecord) {
    FakeHouse house(AlwaysChecklist());
    FakeSystem& customers = house["customers"];
    customers.reference = "reference";
    customers.doubled = 1;
    house["users"].Add(OwnUser("ann@a.example"));
    ASSERT_TRUE(house.Sync());
    ASSERT_EQ(customers.items.size(), 1u);
    EXPECT_EQ(customers.Get("c1", "reference"), "youtrack-users:u1");
    EXPECT_TRUE(house.Linked("users", "u1", "customers", "c1"));
    customers.Edit("c1", "Name", "Kim");
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["users"].Get("u1", "name"), "Kim");
}

/// Else the name would go back to the source as an edit.
TEST(Creating, NamesNoSourceInAPropertyThatIsSynced) {
    FakeHouse house(AlwaysChecklist());
    house["customers"].reference = "ExternalNumber";
    house["users"].Add(OwnUser("ann@a.example"));
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(house["customers"].Get("c1", "ExternalNumber"), Json());
}

TEST(Creating, WaitsUntilTheTargetCouldBeRead) {
    FakeHouse house(CreateOrMergeChecklist());
    house["users"].Add(OwnUser("ann@a.example"));
    house["customers"].Add({{"EmailAddress", "ann@a.example"}});
    house["customers"].lists_nothing = true;
    house["customers"].broken_lists = 1;
    house.Round();
    EXPECT_EQ(house["customers"].items.size(), 1u);
    house["customers"].lists_nothing = false;
    ASSERT_TRUE(house.Sync());
    EXPECT_TRUE(house.Linked("users", "u1", "customers", "c1"));
}

TEST(Creating, DoesNotResurrectWhatWasDeleted) {
    FakeHouse house(AlwaysChecklist());
    house["users"].Add(OwnUser("ann@a.example"));
    ASSERT_TRUE(house.Sync());
    house["customers"].items.clear();
    house["users"].Edit("u1", "name", "Eve");
    ASSERT_TRUE(house.Sync());
    EXPECT_TRUE(house["customers"].items.empty());
}

TEST(Creating, NotesARefusalOnce) {
    checklist::Checklist list = LinkOnlyChecklist();
    list.flows[0].create = checklist::CreateAlways{};
    FakeHouse house(list);
    house["users"].Add(OwnUser("ann@a.example"));
    ASSERT_TRUE(house.Sync());
    const auto& notes = house.GetState().At(1).notes;
    ASSERT_TRUE(notes.contains("u1"));
    EXPECT_EQ(notes.at("u1").error, "no parent");
    const std::int64_t updated = notes.at("u1").updated;
    ASSERT_TRUE(house.Sync());
    EXPECT_EQ(notes.at("u1").updated, updated);
}

TEST(Creating, HappensOnlyWhereTheChecklistSaysAlways) {
    const std::optional<checklist::CreateRule> rules[] = {
        checklist::CreateNever{}, checklist::CreateWhen{"When it rains"},
        checklist::CreateWhenConnected{{"Order"}, "PowerOffice GO"}, std::nullopt};
    for (const auto& rule : rules) {
        checklist::Checklist list = AlwaysChecklist();
        list.flows[0].create = rule;
        FakeHouse house(list);
        house["users"].Add(OwnUser("ann@a.example"));
        ASSERT_TRUE(house.Sync());
        EXPECT_TRUE(house["customers"].items.empty());
    }
}

}  // namespace
}  // namespace plumb::mocks::sesam
