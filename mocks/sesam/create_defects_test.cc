#include "mocks/sesam/fake_pairs.h"

namespace plumb::mocks::sesam {
namespace {

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

bool DeletedPartnerIsNotMadeAgain(const Policies& policies) {
    LinkedOnly pair(policies);
    pair.house["customers"].items.clear();
    pair.house["users"].Edit(pair.user, kUserEmail, "b@a.example");
    pair.house.Sync();
    return pair.house["customers"].items.empty();
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

bool EditOfLinkedCreatesNothing(const Policies& policies) {
    LinkedOnly pair(policies);
    pair.house["users"].Edit(pair.user, kUserEmail, "b@a.example");
    pair.house.Sync();
    return pair.house["customers"].items.size() == 1;
}

bool NamesakesAreEachCreated(const Policies& policies) {
    FakeHouse house(CreateOrMergeChecklist(), policies);
    house["users"].Add(User("a@a.example", "Ann"));
    house["users"].Add(User("b@a.example", "Ann"));
    house.Sync();
    return house["customers"].items.size() == 2;
}

bool CreatedHoldsTheValueIntact(const Policies& policies) {
    FakeHouse house(CreateOrMergeChecklist(), policies);
    house["users"].Add(User("a@a.example", "ANN"));
    house.Sync();
    const auto& items = house["customers"].items;
    return items.size() == 1 && house["customers"].Get(items.begin()->first, "Name") == "ANN";
}

TEST(CreateDefects, BreakWhatHoldsWithoutThem) {
    ExpectBroken({
        {"creates-when-unlinked", CreatesNothingUnlinked},
        {"never-creates", CreatesOne},
        {"creates-twice", CreatesOne},
        {"creates-after-every-edit", EditCreatesNoSecond},
        {"creates-for-edited-links", EditOfLinkedCreatesNothing},
        {"creates-for-bereaved-links", DeletedPartnerIsNotMadeAgain},
        {"creates-on-restart", CreatesOne},
        {"creates-no-namesakes", NamesakesAreEachCreated},
        {"creates-in-lower-case", CreatedHoldsTheValueIntact},
        {"repeats-lost-creation", LostCreationIsFound},
        {"resurrects-deleted", DeletedStaysDeleted},
        {"propagates-deletes", DeletesAreNotCarriedOver},
    });
}

}  // namespace
}  // namespace plumb::mocks::sesam
