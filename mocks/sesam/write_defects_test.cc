#include "mocks/sesam/fake_pairs.h"

namespace plumb::mocks::sesam {
namespace {

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

bool FailedWriteIsRepeated(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["customers"].unavailable = 1;
    return pairs.ArrivesAtCustomer("name", "Edited", "Name", "Edited");
}

bool UndeliveredEditOutlivesARestart(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "Edited");
    pairs.house["customers"].unavailable = 1'000;
    pairs.house.Round();
    pairs.house.Restart();
    pairs.house["customers"].unavailable = 0;
    pairs.house.Sync();
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "Edited";
}

bool LooksBeforeItWrites(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "User");
    pairs.house["customers"].lists_nothing = true;  // edited after the list was read
    pairs.house["customers"].Edit(pairs.customers[0], "Name", "Customer");
    pairs.house.Round();
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "Customer";
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

bool BothEditsOfOneRecordArrive(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "Edited");
    pairs.ArrivesAtCustomer("rate", "1.5", "BillableRate", 1.5);
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "Edited" &&
           pairs.house["customers"].Get(pairs.customers[0], "BillableRate") == 1.5;
}

TEST(WriteDefects, BreakWhatHoldsWithoutThem) {
    ExpectBroken({
        {"truncates-values", TargetGets(std::string(200, 'x'))},
        {"trims-values", TargetGets(" Ann ")},
        {"lowercases-values", TargetGets("ANN")},
        {"breaks-unicode", TargetGets("Åse")},
        {"writes-null-as-text", TargetGets(nullptr)},
        {"writes-unlisted-property", WritesOnlyListedProperties},
        {"clears-unlisted-property", WritesOnlyListedProperties},
        {"resets-rare-properties", WritesOnlyListedProperties},
        {"takes-back-into-use", WritesOnlyListedProperties},
        {"writes-back-what-it-knew", UnlistedEditSurvives},
        {"writes-one-property-of-several", BothEditsOfOneRecordArrive},
        {"mixes-up-records", KeepsPairsApart},
        {"ping-pong", TargetGets("Edited")},
        {"writes-what-it-links", LinkingWritesNothing},
        {"writes-what-it-reads", UnmatchedIsNotWritten},
        {"stamps-what-it-links", LinkingWritesNothing},
        {"stamps-what-it-reads", UnmatchedIsNotWritten},
        {"writes-all-after-restart", RestartWritesNothing},
        {"swallows-failed-writes", FailedWriteIsRepeated},
        {"forgets-pending-writes-on-restart", UndeliveredEditOutlivesARestart},
        {"writes-blindly", LooksBeforeItWrites},
    });
}

}  // namespace
}  // namespace plumb::mocks::sesam
