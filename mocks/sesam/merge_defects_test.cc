#include "mocks/sesam/fake_pairs.h"

namespace plumb::mocks::sesam {
namespace {

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

/// An edit on each side, of different properties.
bool BothEditsArrive(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["customers"].Edit(pairs.customers[0], "Name", "Edited");
    pairs.house["users"].Edit(pairs.users[0], "rate", "1.5");
    pairs.house.Sync();
    return pairs.house["users"].Get(pairs.users[0], "name") == "Edited" &&
           pairs.house["customers"].Get(pairs.customers[0], "BillableRate") == 1.5;
}

bool EmptiedIsFilledAgain(const Policies& policies) {
    Pairs pairs(policies);
    pairs.ArrivesAtCustomer("name", nullptr, "Name", nullptr);
    return pairs.ArrivesAtCustomer("name", "Again", "Name", "Again");
}

bool EditReachesBothOfOneKey(const Policies& policies) {
    LinkedOnly pair(policies);
    const std::string second = pair.house["customers"].Add(Customer("a@a.example"));
    pair.house.Sync();
    pair.house["users"].Edit(pair.user, kUserEmail, "b@a.example");
    pair.house.Sync();
    return pair.house["customers"].Get(second, "EmailAddress") == "b@a.example";
}

TEST(MergeDefects, BreakWhatHoldsWithoutThem) {
    ExpectBroken({
        {"overwrites-newer-value", TargetGets("Edited")},
        {"source-always-wins", SourceGetsEdits},
        {"source-to-target-only", SourceGetsEdits},
        {"target-to-source-only", TargetGets("Edited")},
        {"links-but-never-syncs", TargetGets("Edited")},
        {"first-edit-only", SecondEditArrives},
        {"loses-edits-at-restart", EditSurvivesRestart},
        {"newest-record-wins-whole", BothEditsArrive},
        {"leaves-emptied-alone", EmptiedIsFilledAgain},
        {"carries-to-the-first-of-several", EditReachesBothOfOneKey},
        {"drops-one-property", LastPropertyArrives},
        {"clears-never", ClearArrives},
        {"empty-wins-in-merge", EmptySideIsFilled},
        {"loses-every-fourth-edit", EachArrives({"1", "2", "3", "4", "5"}, 0)},
        {"loses-edits-after-a-pause", EachArrives({"1", "2"}, 60'000)},
        {"sees-no-edit-of-letter-case", EachArrives({"Kari dahl", "Kari Dahl"}, 0)},
        {"sees-no-edit-at-the-end",
         EachArrives({"A name of more than 24 signs: a", "A name of more than 24 signs: b"}, 0)},
        {"dates-whole-records", UnlistedEditTakesNothingBack},
    });
}

}  // namespace
}  // namespace plumb::mocks::sesam
