#include "mocks/sesam/defects.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "harness/yaml/node.h"
#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/fake_system.h"

namespace plumb::mocks::sesam {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;

Json Customer(const Json& email, const std::string& name = "Ann") {
    return {{"label", name}, {"Name", name}, {"EmailAddress", email}};
}

/// Something that must hold; false where it does not.
using Scenario = std::function<bool(const Policies&)>;

bool LinksAsExpected(const Policies& policies, const Json& user_email, const Json& customer_email,
                     bool expected) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User(user_email, "User"));
    const std::string customer = house["customers"].Add(Customer(customer_email, "Customer"));
    house.Sync();
    return house.Linked("users", user, "customers", customer) == expected;
}

Scenario Links(const char* email) {
    return [=](const Policies& p) { return LinksAsExpected(p, email, email, true); };
}

Scenario StaysApart(const char* user_email, const char* customer_email) {
    return [=](const Policies& p) { return LinksAsExpected(p, user_email, customer_email, false); };
}

bool AlikeRecordsStayApart(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    const std::string customer = house["customers"].Add(Customer("b@a.example"));
    house.Sync();
    return !house.Linked("users", user, "customers", customer);
}

bool LinksInBothFlows(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    const std::string person = house["contactperson"].Add({{"emailAddress", "a@a.example"}});
    const std::string customer = house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    return house.Linked("users", user, "customers", customer) &&
           house.Linked("users", user, "contactperson", person);
}

bool LinksBySecondAlternative(const Policies& policies) {
    FakeHouse house(OneSystemChecklist(), policies);
    const std::string customer = house["customers"].Add({{"PhoneNumber", "111"}});
    const std::string person = house["contactperson"].Add({{"phoneNumber", "111"}});
    house.Sync();
    return house.Linked("customers", customer, "contactperson", person);
}

bool FormerKeyIsFree(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    house["users"].Edit(user, kUserEmail, "b@a.example");
    house.Sync();
    const std::string late = house["customers"].Add(Customer("a@a.example", "Late"));
    house.Sync();
    return !house.Linked("users", user, "customers", late);
}

bool LinksLater(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    const std::string customer = house["customers"].Add(Customer("b@a.example"));
    house.Sync();
    house["customers"].Edit(customer, "EmailAddress", "a@a.example");
    house.Sync();
    return house.Linked("users", user, "customers", customer);
}

/// Two linked pairs of the create-or-merge checklist.
struct Pairs {
    FakeHouse house;
    std::vector<std::string> users;
    std::vector<std::string> customers;

    explicit Pairs(const Policies& policies, checklist::Checklist list = CreateOrMergeChecklist())
        : house(std::move(list), policies) {
        for (const char* email : {"a@a.example", "b@a.example"}) {
            customers.push_back(house["customers"].Add(Customer(email)));
            users.push_back(house["users"].Add(User(email)));
        }
        house.Sync();
    }
    bool ArrivesAtCustomer(const std::string& path, const Json& value, const std::string& at,
                           const Json& expected) {
        house["users"].Edit(users[0], path, value);
        const bool quiet = house.Sync();
        return quiet && SameValue(house["customers"].Get(customers[0], at), expected);
    }
    bool ArrivesAtUser(const std::string& path, const Json& value, const std::string& at) {
        house["customers"].Edit(customers[0], path, value);
        const bool quiet = house.Sync();
        return quiet && SameValue(house["users"].Get(users[0], at), value);
    }
};

Scenario TargetGets(const Json& name) {
    return
        [=](const Policies& p) { return Pairs(p).ArrivesAtCustomer("name", name, "Name", name); };
}

bool SourceGetsEdits(const Policies& policies) {
    return Pairs(policies).ArrivesAtUser("Name", "Edited", "name");
}

bool SecondEditArrives(const Policies& policies) {
    Pairs pairs(policies);
    pairs.ArrivesAtCustomer("name", "First", "Name", "First");
    return pairs.ArrivesAtCustomer("name", "Second", "Name", "Second");
}

bool LastPropertyArrives(const Policies& policies) {
    return Pairs(policies).ArrivesAtCustomer("rate", "1.5", "BillableRate", 1.5);
}

bool ClearArrives(const Policies& policies) {
    return Pairs(policies).ArrivesAtCustomer("name", nullptr, "Name", nullptr);
}

bool EmptySideIsFilled(const Policies& policies) {
    FakeHouse house(CreateOrMergeChecklist(), policies);
    const std::string customer = house["customers"].Add(Customer("a@a.example", "Kept"));
    house["users"].Add(User("a@a.example", ""));
    house.Sync();
    return house["customers"].Get(customer, "Name") == "Kept";
}

bool EditSurvivesRestart(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "Edited");
    pairs.house.Restart();
    pairs.house.Sync();
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "Edited";
}

bool LinkOutlivesKey(const Policies& policies) {
    Pairs pairs(policies);
    pairs.ArrivesAtCustomer(kUserEmail, "new@a.example", "EmailAddress", "new@a.example");
    return pairs.house.Linked("users", pairs.users[0], "customers", pairs.customers[0]);
}

bool WritesOnlyListedProperties(const Policies& policies) {
    Pairs pairs(policies);
    pairs.ArrivesAtCustomer("name", "Edited", "Name", "Edited");
    return pairs.house["customers"].writes ==
           std::vector<std::string>{"update " + pairs.customers[0] + " Name=\"Edited\""};
}

bool UnlistedEditSurvives(const Policies& policies) {
    Pairs pairs(policies);
    pairs.ArrivesAtCustomer("name", "Edited", "Name", "Edited");
    pairs.house["customers"].Edit(pairs.customers[0], "OrganizationNumber", "999");
    pairs.ArrivesAtCustomer("name", "Edited again", "Name", "Edited again");
    return pairs.house["customers"].Get(pairs.customers[0], "OrganizationNumber") == "999";
}

bool KeepsPairsApart(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "First");
    pairs.house["users"].Edit(pairs.users[1], "name", "Second");
    pairs.house.Sync();
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "First" &&
           pairs.house["customers"].Get(pairs.customers[1], "Name") == "Second";
}

bool FailedWriteIsRepeated(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["customers"].unavailable = 1;
    return pairs.ArrivesAtCustomer("name", "Edited", "Name", "Edited");
}

bool LooksBeforeItWrites(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "User");
    pairs.house["customers"].lists_nothing = true;  // edited after the list was read
    pairs.house["customers"].Edit(pairs.customers[0], "Name", "Customer");
    pairs.house.Round();
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "Customer";
}

/// Records of which one of two demanded pairs is equal stay apart.
bool NeedsBothPairs(const Policies& policies) {
    checklist::Checklist list = OneSystemChecklist();
    auto& alternatives = list.flows[0].merge_when_any;
    alternatives = {{alternatives[0][0], alternatives[1][0]}};
    FakeHouse house(list, policies);
    const auto add = [&](const std::string& phone, const std::string& other) {
        return std::pair(
            house["customers"].Add({{"EmailAddress", "a@a.example"}, {"PhoneNumber", phone}}),
            house["contactperson"].Add({{"emailAddress", "a@a.example"}, {"phoneNumber", other}}));
    };
    const auto [customer, person] = add("1", "2");
    house.Sync();
    return !house.Linked("customers", customer, "contactperson", person);
}

bool CreatesNothingUnlinked(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    house["users"].Add(User("a@a.example"));
    house.Sync();
    return house["customers"].items.empty();
}

bool CreatesOne(const Policies& policies) {
    FakeHouse house(AlwaysChecklist(), policies);
    house["users"].Add(User("a@a.example"));
    house.Sync();
    house.Restart();
    house.Sync();
    return house["customers"].items.size() == 1;
}

bool LostCreationIsFound(const Policies& policies) {
    FakeHouse house(AlwaysChecklist(), policies);
    house["customers"].lost_answers = 1;
    house["users"].Add(User("a@a.example"));
    house.Sync();
    return house["customers"].items.size() == 1;
}

bool DeletedStaysDeleted(const Policies& policies) {
    FakeHouse house(AlwaysChecklist(), policies);
    house["users"].Add(User("a@a.example"));
    house.Sync();
    house["customers"].items.clear();
    house["users"].Edit("u1", "name", "Edited");
    house.Sync();
    return house["customers"].items.empty();
}

bool DeletesAreNotCarriedOver(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].items.erase(pairs.users[0]);
    pairs.house.Sync();
    return pairs.house["customers"].items.contains(pairs.customers[0]);
}

bool EditCreatesNoSecond(const Policies& policies) {
    FakeHouse house(AlwaysChecklist(), policies);
    house["users"].Add(User("a@a.example"));
    house.Sync();
    house["users"].Edit("u1", kUserEmail, "b@a.example");
    house.Sync();
    return house["customers"].items.size() == 1;
}

/// A user and a customer that link though the checklist creates nothing.
struct LinkedOnly {
    FakeHouse house;
    std::string user = house["users"].Add(User("a@a.example"));
    std::string customer = house["customers"].Add(Customer("a@a.example"));

    explicit LinkedOnly(const Policies& policies) : house(LinkOnlyChecklist(), policies) {
        house.Sync();
    }
};

bool EditOfLinkedCreatesNothing(const Policies& policies) {
    LinkedOnly pair(policies);
    pair.house["users"].Edit(pair.user, kUserEmail, "b@a.example");
    pair.house.Sync();
    return pair.house["customers"].items.size() == 1;
}

bool LinkingWritesNothing(const Policies& policies) {
    return LinkedOnly(policies).house["customers"].writes.empty();
}

bool UnmatchedIsNotWritten(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    return house["customers"].writes.empty();
}

bool RestartWritesNothing(const Policies& policies) {
    LinkedOnly pair(policies);
    pair.house["customers"].writes.clear();
    pair.house.Restart();
    pair.house.Sync();
    return pair.house["customers"].writes.empty();
}

bool OlderUnmatchedLinksAfterRestart(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string customer = house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    house.Restart();
    const std::string user = house["users"].Add(User("a@a.example"));
    house.Sync();
    return house.Linked("users", user, "customers", customer);
}

bool PairOutlivesANewcomer(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    const std::string customer = house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    house["users"].Add(User("a@a.example"));
    house.Sync();
    return house.Linked("users", user, "customers", customer);
}

bool DeletionLeavesTheOtherLink(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    const std::string person = house["contactperson"].Add({{"emailAddress", "a@a.example"}});
    const std::string customer = house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    house["contactperson"].items.erase(person);
    house["users"].Edit(user, kUserEmail, "b@a.example");
    house.Sync();
    house["customers"].Edit(customer, "EmailAddress", "c@a.example");
    house.Sync();
    return house["users"].Get(user, kUserEmail) == "c@a.example";
}

/// Edits of a name, one after the other, each so long after the one before.
Scenario EachArrives(std::vector<std::string> names, Milliseconds pause) {
    return [=](const Policies& policies) {
        Pairs pairs(policies);
        return std::ranges::all_of(names, [&](const std::string& name) {
            pairs.house.clock.Wait(pause);
            return pairs.ArrivesAtCustomer("name", name, "Name", name);
        });
    };
}

bool UnlistedEditTakesNothingBack(const Policies& policies) {
    FakeHouse house(OneSystemChecklist(), policies);
    const std::string customer = house["customers"].Add({{"EmailAddress", "a@a.example"}});
    const std::string person = house["contactperson"].Add({{"emailAddress", "a@a.example"}});
    house.Sync();
    house["customers"].Edit(customer, "EmailAddress", "b@a.example");
    house.clock.Wait(100);
    house["contactperson"].Edit(person, "title", "Dr");
    house.Sync();
    return house["contactperson"].Get(person, "emailAddress") == "b@a.example";
}

const std::vector<std::pair<std::string, Scenario>>& Scenarios() {
    static const std::vector<std::pair<std::string, Scenario>> scenarios = {
        {"never-links", Links("a@a.example")},
        {"matches-on-names", AlikeRecordsStayApart},
        {"matches-empty-values", StaysApart("", "")},
        {"matches-former-values", FormerKeyIsFree},
        {"matches-local-part-only", StaysApart("a@a.example", "a@b.example")},
        {"matches-domain-only", StaysApart("a@a.example", "b@a.example")},
        {"matches-without-plus-tag", StaysApart("a+x@a.example", "a@a.example")},
        {"matches-without-trailing-dot", StaysApart("a@a.example.", "a@a.example")},
        {"links-first-hit-only", LinksInBothFlows},
        {"first-alternative-only", LinksBySecondAlternative},
        {"never-relinks-later", LinksLater},
        {"cross-links", KeepsPairsApart},
        {"forgets-unmatched-on-restart", OlderUnmatchedLinksAfterRestart},
        {"unlink-on-key-change", LinkOutlivesKey},
        {"forgets-links-on-restart", EditSurvivesRestart},
        {"overwrites-newer-value", TargetGets("Edited")},
        {"source-always-wins", SourceGetsEdits},
        {"source-to-target-only", SourceGetsEdits},
        {"target-to-source-only", TargetGets("Edited")},
        {"links-but-never-syncs", TargetGets("Edited")},
        {"first-edit-only", SecondEditArrives},
        {"loses-edits-at-restart", EditSurvivesRestart},
        {"drops-one-property", LastPropertyArrives},
        {"clears-never", ClearArrives},
        {"empty-wins-in-merge", EmptySideIsFilled},
        {"truncates-values", TargetGets(std::string(200, 'x'))},
        {"trims-values", TargetGets(" Ann ")},
        {"lowercases-values", TargetGets("ANN")},
        {"breaks-unicode", TargetGets("Åse")},
        {"writes-unlisted-property", WritesOnlyListedProperties},
        {"clears-unlisted-property", WritesOnlyListedProperties},
        {"writes-back-what-it-knew", UnlistedEditSurvives},
        {"mixes-up-records", KeepsPairsApart},
        {"ping-pong", TargetGets("Edited")},
        {"writes-what-it-links", LinkingWritesNothing},
        {"writes-what-it-reads", UnmatchedIsNotWritten},
        {"stamps-what-it-links", LinkingWritesNothing},
        {"stamps-what-it-reads", UnmatchedIsNotWritten},
        {"writes-all-after-restart", RestartWritesNothing},
        {"swallows-failed-writes", FailedWriteIsRepeated},
        {"writes-blindly", LooksBeforeItWrites},
        {"creates-when-unlinked", CreatesNothingUnlinked},
        {"matches-by-the-first-of-two-pairs", NeedsBothPairs},
        {"newcomer-takes-the-link", PairOutlivesANewcomer},
        {"deletion-ends-all-links", DeletionLeavesTheOtherLink},
        {"loses-every-fourth-edit", EachArrives({"1", "2", "3", "4", "5"}, 0)},
        {"loses-edits-after-a-pause", EachArrives({"1", "2"}, 60'000)},
        {"sees-no-edit-of-letter-case", EachArrives({"Kari dahl", "Kari Dahl"}, 0)},
        {"sees-no-edit-at-the-end",
         EachArrives({"A name of more than 24 signs: a", "A name of more than 24 signs: b"}, 0)},
        {"dates-whole-records", UnlistedEditTakesNothingBack},
        {"never-creates", CreatesOne},
        {"creates-twice", CreatesOne},
        {"creates-after-every-edit", EditCreatesNoSecond},
        {"creates-for-edited-links", EditOfLinkedCreatesNothing},
        {"creates-on-restart", CreatesOne},
        {"repeats-lost-creation", LostCreationIsFound},
        {"resurrects-deleted", DeletedStaysDeleted},
        {"propagates-deletes", DeletesAreNotCarriedOver},
        {"runs-ahead-of-its-cursor", SourceGetsEdits},
    };
    return scenarios;
}

TEST(Defects, BreakWhatHoldsWithoutThem) {
    for (const auto& [defect, scenario] : Scenarios()) {
        Policies faulty;
        ASSERT_THAT(SwitchOn(defect, faulty), IsOk()) << defect;
        EXPECT_TRUE(scenario(Policies())) << "without " << defect;
        EXPECT_FALSE(scenario(faulty)) << "with " << defect;
    }
}

TEST(Defects, OfTheFixtureAreThoseOfTheProgram) {
    const auto fixture = yaml::ParseFile(std::string(PLUMB_SOURCE_DIR) + "/fixtures/defects.yaml");
    ASSERT_THAT(fixture, IsOk());
    const yaml::Node* defects = fixture->Find("defects");
    ASSERT_NE(defects, nullptr);
    std::vector<std::string> ids;
    for (const auto& entry : defects->entries) {
        ids.push_back(entry.key);
        EXPECT_FALSE(entry.value.Find("does")->text.empty()) << entry.key;
        EXPECT_NE(entry.value.Find("shows_on")->items.empty(),
                  entry.value.Find("unseen") == nullptr)
            << entry.key;
        EXPECT_NE(entry.value.Find("caught_by"), nullptr) << entry.key;
    }
    EXPECT_THAT(ids, ::testing::UnorderedElementsAreArray(DefectIds()));
}

TEST(Defects, AnUnknownOneIsRefusedWithTheNearest) {
    Policies policies;
    EXPECT_THAT(SwitchOn("never-link", policies), Fails(::testing::HasSubstr("never-links")));
}

}  // namespace
}  // namespace plumb::mocks::sesam
