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

/// The log of a mock that has a write of the data flow for every number.
class LogOfWrites final : public system::HttpClient {
  public:
    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        Json requests = Json::array();
        const bool disturbed = request.url.find("disturbed=true") != std::string::npos;
        const std::string since = request.url.substr(request.url.find("since=") + 6);
        for (int number = std::stoi(since) + 1; !disturbed && number <= last; ++number)
            requests.push_back({{"number", number}, {"record", std::to_string(number)}});
        return system::testing::Answer(200, Dump({{"requests", requests}, {"last", last}}));
    }
    int last = 0;
};

class StateWithALog : public OnFakeTenants {
  protected:
    StateWithALog() { world_.admins = {{"youtrack", &admin_}}; }
    void Sync(int writes, bool goes_on = false) {
        log_.last += writes;
        dataflow::SyncReport report;
        report.rounds = log_.last;
        report.evidence = {std::to_string(log_.last)};
        ASSERT_THAT(goes_on ? state_.GoOn(report) : state_.Advance(report), IsOk());
    }
    std::vector<std::string> WrittenSince(std::size_t mark) const {
        std::vector<std::string> records;
        for (const auto& write : state_.WritesSince(mark)) records.push_back(write.record);
        return records;
    }

    LogOfWrites log_;
    system::MockAdmin admin_{{"http://mock", "token"}, log_};
    State state_{world_};
};

TEST_F(StateWithALog, KeepsTheWritesThatSomebodyCanAskFor) {
    Sync(2);
    const std::size_t mark = state_.WriteMark();
    Sync(3);
    EXPECT_THAT(WrittenSince(0), ElementsAre("1", "2", "3", "4", "5"));
    EXPECT_THAT(WrittenSince(mark), ElementsAre("3", "4", "5"));
    state_.ForgetWrites();
    EXPECT_EQ(state_.WriteMark(), 5U) << "marks go on";
    EXPECT_THAT(WrittenSince(0), ElementsAre("3", "4", "5")) << "of the last sync";
    Sync(1);
    EXPECT_THAT(WrittenSince(5), ElementsAre("6"));
    EXPECT_THAT(WrittenSince(6), ElementsAre());
}

TEST_F(StateWithALog, TakesASyncThatWentOnForOne) {
    Sync(1);
    Sync(2);
    Sync(2, true);
    state_.Remark("so it is");
    EXPECT_EQ(state_.Barrier(), 2);
    EXPECT_EQ(state_.ReportOf(2).rounds, 5);
    EXPECT_EQ(state_.ReportOf(2).detail, "so it is");
    EXPECT_THAT(state_.ReportOf(2).evidence, ElementsAre("3", "5"));
    EXPECT_THAT(state_.LastRequests(), ElementsAre(1, 5));
    EXPECT_EQ(state_.LastWrites().size(), 4U);
}

}  // namespace
}  // namespace plumb::run
