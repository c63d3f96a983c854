#include "harness/run/shared_reading.h"

#include <gmock/gmock.h>

#include "harness/run/maker.h"
#include "harness/system/test_profile.h"

namespace plumb::run {
namespace {

using ::testing::ElementsAre;
using ::testing::Not;
using ::testing::SizeIs;

/// A Hub that answers lists with its users, a page at a time.
class ListedHub final : public system::HttpClient {
  public:
    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        requests.push_back(request.url);
        if (is_down) return EnvironmentError("connection refused");
        if (request.url.find("/users/") != std::string::npos)
            return system::HttpResponse{200, {}, one().dump()};
        const std::size_t skip = request.url.find("skip=") + 5;
        const auto first = static_cast<std::size_t>(std::stoi(request.url.substr(skip)));
        Json page = Json::array();
        for (std::size_t i = first; i < std::min(first + 100, users.size()); ++i)
            page.push_back(users[i]);
        return system::HttpResponse{200, {}, Json{{"users", page}}.dump()};
    }

    std::vector<Json> users;
    std::function<Json()> one;  ///< the answer to the read of a single user
    std::vector<std::string> requests;
    bool is_down = false;
};

class IdleDriver final : public dataflow::Driver {
  public:
    target::Capabilities GetCapabilities() const override { return {}; }
    std::string Describe() override { return "nothing"; }
    Result<dataflow::SyncReport> Sync(const dataflow::SyncOrder&) override {
        return dataflow::SyncReport{};
    }
    Result<dataflow::Links> ReadLinks(const std::string&, const std::string&) override {
        return dataflow::Links{};
    }
    Status Restart() override { return {}; }
};

/// Users of a Hub that were written, and what one list shows of them.
class SharedReadings : public ::testing::Test {
  protected:
    SharedReadings() {
        world_.systems["youtrack"] = &hub_system_;
        world_.rations_requests = true;
    }

    /// `count` users, listed once, so that it is known how many there are.
    void Fill(int count) {
        for (int i = 0; i < count; ++i) Add("u" + std::to_string(i), "Ada");
        ASSERT_TRUE(hub_system_.List(users_, {"", "before"}));
        hub_.requests.clear();
    }
    void Add(const std::string& id, const std::string& name) {
        hub_.users.push_back({{"id", id}, {"login", id}, {"name", name}});
    }

    Owed Renamed(const std::string& id, const std::string& name) const {
        Owed owed;
        owed.written = {Side::kSource, &users_, {id, "", {}}, Json{{"name", name}}, false, {}};
        return owed;
    }
    Owed Gone(const std::string& id, Json archived = nullptr) const {
        Owed owed;
        owed.written = {Side::kSource, &users_, {id, "", {}}, std::move(archived), true, {}};
        return owed;
    }

    /// Which of them a list has shown as they must be; all of them were looked for.
    std::vector<bool> Seen(std::vector<Owed> owed) {
        std::vector<Owed*> pointers;
        for (Owed& one : owed) pointers.push_back(&one);
        SharedReading(world_).LookFor(pointers);
        std::vector<bool> seen;
        for (const Owed& one : owed) {
            EXPECT_TRUE(one.was_looked_for);
            seen.push_back(one.is_seen);
        }
        return seen;
    }

    checklist::Checklist checklist_ = [] {
        checklist::Checklist one;
        one.source = "youtrack";
        return one;
    }();
    std::vector<target::Profile> profiles_{system::ShippedProfile("youtrack")};
    const target::Entity& users_ = *profiles_.front().FindEntity("users");
    ListedHub hub_;
    system::TestClock clock_;
    int exchanges_ = 0;
    system::System hub_system_{profiles_.front(), system::AccessTo("youtrack"), hub_, clock_,
                               [this](const journal::Exchange&) { return ++exchanges_; }};
    IdleDriver driver_;
    std::unique_ptr<journal::Writer> journal_ = journal::Writer::Nowhere();
    Secrets secrets_;
    Recorder recorder_{*journal_, secrets_, clock_};
    ValueMaker values_{1, "ab"};
    BodyMaker bodies_{checklist_, profiles_, values_};
    std::unique_ptr<ledger::Ledger> ledger_ = ledger::Ledger::InMemory({});
    WriteBudget budget_{std::nullopt};
    World world_{checklist_, profiles_, {},      {},      driver_,  {},
                 clock_,     recorder_, values_, bodies_, *ledger_, budget_};
};

TEST_F(SharedReadings, AListServesManyAtOnce) {
    Fill(50);
    EXPECT_THAT(Seen({Renamed("u1", "Ada"), Renamed("u2", "Ada"), Renamed("u3", "Ada")}),
                ElementsAre(true, true, true));
    EXPECT_THAT(hub_.requests, SizeIs(2)) << "a page, and one that brings nothing new";
}

TEST_F(SharedReadings, NoListIsReadWhereItTakesAsManyRequests) {
    Fill(50);
    EXPECT_THAT(Seen({Renamed("u1", "Ada"), Renamed("u2", "Ada")}), ElementsAre(false, false));
    hub_.users.clear();
    Fill(250);  // three pages and an empty one
    EXPECT_THAT(Seen({Renamed("u1", "Ada"), Renamed("u2", "Ada"), Renamed("u3", "Ada")}),
                Not(::testing::Contains(true)));
    EXPECT_THAT(hub_.requests, SizeIs(0));
}

TEST_F(SharedReadings, NoListIsReadBeforeItsLengthIsKnown) {
    Add("u1", "Ada");
    EXPECT_THAT(Seen({Renamed("u1", "Ada"), Renamed("u1", "Ada"), Renamed("u1", "Ada")}),
                Not(::testing::Contains(true)));
    EXPECT_THAT(hub_.requests, SizeIs(0));
}

TEST_F(SharedReadings, NoListIsReadWhereRequestsCostNothing) {
    Fill(50);
    world_.rations_requests = false;
    EXPECT_THAT(Seen({Renamed("u1", "Ada"), Renamed("u2", "Ada"), Renamed("u3", "Ada")}),
                Not(::testing::Contains(true)));
    EXPECT_THAT(hub_.requests, SizeIs(0));
}

TEST_F(SharedReadings, WhatTheListDoesNotShowAsItMustBeIsLeftToBeReadByItself) {
    Fill(50);
    Json banned;
    Put(banned, "banned", true);
    hub_.users[4]["banned"] = true;
    EXPECT_THAT(Seen({Renamed("u1", "Eva"), Renamed("u99", "Ada"), Gone("u2"), Gone("u98"),
                      Gone("u3", banned), Gone("u4", banned)}),
                ElementsAre(false, false, false, true, false, true));
}

TEST_F(SharedReadings, TellByWhichRequestARecordWasSeen) {
    Fill(120);
    std::vector<Owed> owed;
    for (const char* id : {"u1", "u2", "u3", "u110"}) owed.push_back(Renamed(id, "Ada"));
    exchanges_ = 10;
    std::vector<Owed*> pointers;
    for (Owed& one : owed) pointers.push_back(&one);
    SharedReading(world_).LookFor(pointers);
    ASSERT_TRUE(owed[0].stored && owed[3].stored);
    EXPECT_EQ(owed[0].stored->exchange, 11);
    EXPECT_EQ(owed[3].stored->exchange, 12);
    EXPECT_EQ(TextAt(owed[3].stored->fields, "name"), "Ada");
}

TEST_F(SharedReadings, ARecordThatLagsIsAskedForLessAndLessOftenWhereRequestsCost) {
    const Milliseconds lag = users_.read_after_write_ms;
    for (const auto& [rations, requests] : {std::pair{true, 6U}, {false, 19U}}) {
        world_.rations_requests = rations;
        hub_.requests.clear();
        const Milliseconds shown_at = clock_.Now() + lag * 9 / 10;
        hub_.one = [&] {
            return Json{{"id", "u1"}, {"name", clock_.Now() < shown_at ? "Ada" : "Eva"}};
        };
        const auto stored = Maker(world_).ReadBack(Renamed("u1", "Eva").written);
        ASSERT_TRUE(stored && *stored);
        EXPECT_EQ(TextAt((*stored)->fields, "name"), "Eva");
        EXPECT_EQ(hub_.requests.size(), requests);
    }
}

TEST_F(SharedReadings, AListThatCannotBeReadShowsNothing) {
    Fill(50);
    hub_.is_down = true;
    EXPECT_THAT(Seen({Renamed("u1", "Ada"), Renamed("u2", "Ada"), Renamed("u3", "Ada")}),
                Not(::testing::Contains(true)));
}

}  // namespace
}  // namespace plumb::run
