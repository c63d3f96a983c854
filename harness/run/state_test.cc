#include "harness/run/state.h"

#include <gmock/gmock.h>

#include "harness/run/testing/fake_tenants.h"
#include "harness/testing/result_matchers.h"

namespace plumb::run {
namespace {

using plumb::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::SizeIs;

/// A tenant in which others have so many users that a list of them takes several pages.
class StateOfAFullTenant : public OnFakeTenants {
  protected:
    StateOfAFullTenant() {
        world_.rations_requests = true;
        for (int i = 0; i < 250; ++i) tenants_.Add("users", {{"name", "Ada"}});
        EXPECT_THAT(youtrack_.List(users_, {"", "before"}), IsOk());
    }
    void Sync(const Need& users) {
        ASSERT_THAT(state_.Advance({}), IsOk());
        state_.Expect({{{"youtrack", "users"}, users}});
        tenants_.requests.clear();
    }
    Held User(const std::string& id) const {
        Held held;
        held.side = Side::kSource;
        held.entity = &users_;
        held.record.id = id;
        return held;
    }
    /// "" when it is gone.
    std::string NameOf(const std::string& id) {
        const auto record = state_.RecordOf(User(id), "case");
        EXPECT_THAT(record, IsOk());
        return record && *record ? (*record)->fields["name"].get<std::string>() : "";
    }

    const target::Entity& users_ = *profiles_[0].FindEntity("users");
    State state_{world_};
};

TEST_F(StateOfAFullTenant, IsReadRecordByRecordWhereTheyAreFewerThanThePages) {
    Sync({false, 3});
    EXPECT_EQ(NameOf("7"), "Ada");
    EXPECT_EQ(NameOf("7"), "Ada");
    tenants_.records["users"].erase("8");
    EXPECT_EQ(NameOf("8"), "");
    EXPECT_EQ(NameOf(""), "") << "of a record that is yet to be created";
    EXPECT_THAT(tenants_.requests, ElementsAre("GET users", "GET users")) << "each of them once";
    Sync({false, 3});
    tenants_.records["users"]["7"]["name"] = "Bo";
    EXPECT_EQ(NameOf("7"), "Bo") << "as it is after this sync";
}

TEST_F(StateOfAFullTenant, TellsARecordThatAnotherHasTakenThePlaceOfFromThatOther) {
    Sync({false, 1});
    tenants_.records["users"]["7"]["id"] = "9";
    EXPECT_EQ(NameOf("7"), "");
}

TEST_F(StateOfAFullTenant, IsReadInListsWhereTheyAreManyOrUnknownOnesCount) {
    for (const Need& need : {Need{false, 4}, Need{true, 1}}) {
        Sync(need);
        EXPECT_EQ(NameOf("7"), "Ada");
        EXPECT_EQ(NameOf("8"), "Ada");
        EXPECT_THAT(tenants_.requests, SizeIs(2)) << "a page, and one that brings nothing new";
    }
}

TEST_F(StateOfAFullTenant, IsReadInListsWhereRequestsCostNothing) {
    world_.rations_requests = false;
    Sync({false, 1});
    for (int id = 1; id < 9; ++id) NameOf(std::to_string(id));
    EXPECT_THAT(tenants_.requests, SizeIs(2));
}

TEST_F(StateOfAFullTenant, ShowsTheListToWhomeverAsksForIt) {
    Sync({false, 1});
    const auto records = state_.RecordsOf(Side::kSource, users_);
    ASSERT_THAT(records, IsOk());
    EXPECT_THAT(**records, SizeIs(250));
}

}  // namespace
}  // namespace plumb::run
