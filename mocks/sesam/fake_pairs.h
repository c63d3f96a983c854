#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "harness/testing/result_matchers.h"
#include "mocks/sesam/defects.h"
#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/fake_system.h"

namespace plumb::mocks::sesam {

inline Json Customer(const Json& email, const std::string& name = "Ann") {
    return {{"label", name}, {"Name", name}, {"EmailAddress", email}};
}

/// Something that must hold; false where it does not.
using Scenario = std::function<bool(const Policies&)>;

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

/// A user and a customer that link though the checklist creates nothing.
struct LinkedOnly {
    FakeHouse house;
    std::string user = house["users"].Add(User("a@a.example"));
    std::string customer = house["customers"].Add(Customer("a@a.example"));

    explicit LinkedOnly(const Policies& policies) : house(LinkOnlyChecklist(), policies) {
        house.Sync();
    }
};

inline Scenario TargetGets(const Json& name) {
    return
        [=](const Policies& p) { return Pairs(p).ArrivesAtCustomer("name", name, "Name", name); };
}

inline bool SourceGetsEdits(const Policies& policies) {
    return Pairs(policies).ArrivesAtUser("Name", "Edited", "name");
}

inline bool KeepsPairsApart(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "First");
    pairs.house["users"].Edit(pairs.users[1], "name", "Second");
    pairs.house.Sync();
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "First" &&
           pairs.house["customers"].Get(pairs.customers[1], "Name") == "Second";
}

inline bool EditSurvivesRestart(const Policies& policies) {
    Pairs pairs(policies);
    pairs.house["users"].Edit(pairs.users[0], "name", "Edited");
    pairs.house.Restart();
    pairs.house.Sync();
    return pairs.house["customers"].Get(pairs.customers[0], "Name") == "Edited";
}

/// Every defect of the table breaks what holds without it.
inline void ExpectBroken(const std::vector<std::pair<std::string, Scenario>>& table) {
    for (const auto& [defect, scenario] : table) {
        Policies faulty;
        ASSERT_THAT(SwitchOn(defect, faulty), plumb::testing::IsOk()) << defect;
        EXPECT_TRUE(scenario(Policies())) << "without " << defect;
        EXPECT_FALSE(scenario(faulty)) << "with " << defect;
    }
}

}  // namespace plumb::mocks::sesam
