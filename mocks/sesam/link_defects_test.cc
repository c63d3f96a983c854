#include "mocks/sesam/fake_pairs.h"

namespace plumb::mocks::sesam {
namespace {

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

bool LinkOutlivesKey(const Policies& policies) {
    Pairs pairs(policies);
    pairs.ArrivesAtCustomer(kUserEmail, "new@a.example", "EmailAddress", "new@a.example");
    return pairs.house.Linked("users", pairs.users[0], "customers", pairs.customers[0]);
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

bool BereavedLinksAgain(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    const std::string customer = house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    house["customers"].items.erase(customer);
    house["users"].Edit(user, kUserEmail, "b@a.example");
    house.Sync();
    const std::string newcomer = house["customers"].Add(Customer("b@a.example"));
    house.Sync();
    return house.Linked("users", user, "customers", newcomer);
}

bool FormerKeyLinksOthers(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    house["users"].Edit(user, kUserEmail, "b@a.example");
    house.Sync();
    const std::string later = house["users"].Add(User("a@a.example"));
    const std::string late = house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    return house.Linked("users", later, "customers", late);
}

bool FormerKeyOfAnUnmatchedIsFree(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    house.Sync();
    house["users"].Edit(user, kUserEmail, "b@a.example");
    house.Sync();
    const std::string late = house["customers"].Add(Customer("a@a.example"));
    house.Sync();
    return !house.Linked("users", user, "customers", late);
}

bool OtherAddressesLinkNothing(const Policies& policies) {
    FakeHouse house(LinkOnlyChecklist(), policies);
    const std::string user = house["users"].Add(User("a@a.example"));
    const std::string customer =
        house["customers"].Add({{"InvoiceEmailAddress", "a@a.example"}, {"Name", "Ann"}});
    house.Sync();
    return !house.Linked("users", user, "customers", customer);
}

TEST(LinkDefects, BreakWhatHoldsWithoutThem) {
    ExpectBroken({
        {"never-links", Links("a@a.example")},
        {"matches-on-names", AlikeRecordsStayApart},
        {"matches-empty-values", StaysApart("", "")},
        {"matches-former-values", FormerKeyIsFree},
        {"reserves-former-keys", FormerKeyLinksOthers},
        {"indexes-former-keys", FormerKeyOfAnUnmatchedIsFree},
        {"matches-other-addresses", OtherAddressesLinkNothing},
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
        {"matches-by-the-first-of-two-pairs", NeedsBothPairs},
        {"newcomer-takes-the-link", PairOutlivesANewcomer},
        {"bereaved-link-to-nobody", BereavedLinksAgain},
        {"deletion-ends-all-links", DeletionLeavesTheOtherLink},
    });
}

}  // namespace
}  // namespace plumb::mocks::sesam
