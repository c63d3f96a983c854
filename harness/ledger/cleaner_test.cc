#include "harness/ledger/cleaner.h"

#include <gmock/gmock.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>

#include "harness/base/json_path.h"
#include "harness/system/test_profile.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::ledger {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::Fails;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::IsOk;

/// A Hub that holds users by id, whom it lists and deletes.
class SmallHub final : public system::HttpClient {
  public:
    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        if (is_down) return EnvironmentError("connection refused");
        const std::size_t users = request.url.find("/users");
        const std::string id = request.url.substr(users + 6, request.url.find('?') - users - 6);
        if (request.method == "GET") return system::testing::Answer(200, List());
        if (request.method == "POST") return Ban(id.substr(1));
        tried.push_back(id.substr(1));
        if (kept == id.substr(1))
            return system::testing::Answer(403, R"({"error_description": "it owns a project"})");
        if (logins.erase(id.substr(1)) == 0) return system::testing::Answer(404, "{}");
        return system::testing::Answer(200, "{}");
    }

    std::map<std::string, std::string> logins{{"24-1", "root"}};
    std::vector<std::string> tried;  ///< to delete
    std::string kept;                ///< that it refuses to delete
    bool may_ban = false;
    std::set<std::string> banned;
    bool is_down = false;

  private:
    system::HttpResponse Ban(const std::string& id) {
        if (!may_ban) return system::testing::Answer(403, R"({"error_description": "no"})");
        banned.insert(id);
        return system::testing::Answer(200, Json{{"id", id}, {"banned", true}}.dump());
    }

    std::string List() const {
        Json users = Json::array();
        for (const auto& [id, login] : logins)
            users.push_back(
                {{"id", id}, {"login", login}, {"name", "Ada"}, {"banned", banned.contains(id)}});
        return Json{{"users", users}}.dump();
    }
};

class Cleaning : public ::testing::Test {
  protected:
    int Intend(const std::string& login) {
        Entry entry;
        entry.system = "youtrack";
        entry.entity = "users";
        entry.mark = login;
        return *ledger_->Intend(entry);
    }
    void Make(const std::string& login, const std::string& id) {
        ASSERT_THAT(ledger_->Made(Intend(login), id), IsOk());
        hub_.logins[id] = login;
    }

    SmallHub hub_;
    system::TestClock clock_;
    system::System youtrack_{system::ShippedProfile("youtrack"), system::AccessTo("youtrack"), hub_,
                             clock_, [](journal::Exchange) { return 0; }};
    std::unique_ptr<Ledger> ledger_ = Ledger::InMemory({"p1", "", "", ""});
    Cleaner cleaner_{*ledger_, {{"youtrack", &youtrack_}}, {{"youtrack", "users"}}, clock_};
};

TEST_F(Cleaning, RemovesTheRecordsOfTheRunTheNewestFirstAndNothingElse) {
    Make("ada.p1c1", "24-2");
    Make("bo.p1c2", "24-3");
    EXPECT_THAT(cleaner_.LookAround(), IsOk());
    cleaner_.Remove();
    EXPECT_THAT(hub_.tried, ElementsAre("24-3", "24-2"));
    EXPECT_THAT(hub_.logins, ElementsAre(std::pair("24-1", "root")));
    EXPECT_THAT(cleaner_.StillThere(), IsEmpty());
}

TEST_F(Cleaning, LeavesLocksAndWhatWasMadeOfThemAsLongAsTheRunGoesOn) {
    Make("ada." + LockTag("p1"), "24-2");
    Make("bo.p1c2", "24-3");
    hub_.logins["24-4"] = "copy-of-ada." + LockTag("p1");
    hub_.logins["24-5"] = "copy-of-bo.p1c2";
    EXPECT_THAT(cleaner_.LookAround(), IsOk());
    cleaner_.RemoveButLocks();
    EXPECT_THAT(hub_.tried, ElementsAre("24-5", "24-3"));
    cleaner_.Remove();
    EXPECT_THAT(hub_.tried, ElementsAre("24-5", "24-3", "24-4", "24-2"));
}

TEST_F(Cleaning, FindsTheRecordOfACreationWhoseAnswerWasLostByItsMark) {
    Intend("ada.p1c1");
    Intend("bo.p1c2");
    hub_.logins["24-9"] = "Bo.P1c2";
    EXPECT_THAT(cleaner_.LookAround(), IsOk());
    EXPECT_EQ(ledger_->Entries()[0].state, State::kRemoved) << "it was never made";
    EXPECT_EQ(ledger_->Entries()[1].id, "24-9");
    cleaner_.Remove();
    EXPECT_THAT(hub_.tried, ElementsAre("24-9"));
}

TEST_F(Cleaning, AdoptsWhatTheDataFlowMadeOfTheRunsRecords) {
    hub_.logins["24-7"] = "copy-of-ada.p1c1";
    EXPECT_THAT(cleaner_.LookAround(), IsOk());
    ASSERT_EQ(ledger_->Alive().size(), 1u);
    EXPECT_TRUE(ledger_->Alive()[0].adopted);
    cleaner_.Remove();
    EXPECT_THAT(hub_.logins, ElementsAre(std::pair("24-1", "root")));
}

TEST_F(Cleaning, RemovesARecordThatCameBackUnderItsOwnId) {
    Make("ada.p1c1", "24-2");
    cleaner_.Remove();
    hub_.logins["24-2"] = "ada.p1c1";
    EXPECT_THAT(cleaner_.LookAround(), IsOk());
    cleaner_.Remove();
    EXPECT_THAT(hub_.logins, ElementsAre(std::pair("24-1", "root")));
}

TEST_F(Cleaning, SaysWhatIsLeftWhereAndWhy) {
    Make("ada.p1c1", "24-2");
    hub_.kept = "24-2";
    cleaner_.Remove();
    EXPECT_THAT(
        cleaner_.StillThere(),
        ElementsAre(AllOf(Field(&Remaining::record, "youtrack users 24-2"),
                          Field(&Remaining::url, HasSubstr("http://yt/hub/api/rest/users/24-2")),
                          Field(&Remaining::why, HasSubstr("it owns a project")))));
}

TEST_F(Cleaning, BansAUserWhomItMayNotDeleteAndListsIt) {
    Make("ada.p1c1", "24-2");
    hub_.kept = "24-2";
    hub_.may_ban = true;
    const auto banned =
        ElementsAre(AllOf(Field(&Remaining::record, "youtrack users 24-2"),
                          Field(&Remaining::url, HasSubstr("http://yt/hub/api/rest/users/24-2")),
                          Field(&Remaining::how, "is left with banned: true"),
                          Field(&Remaining::why, HasSubstr("it owns a project"))));
    for (int times = 0; times < 2; ++times) {
        cleaner_.Remove();
        EXPECT_THAT(cleaner_.LookAround(), IsOk());
        EXPECT_THAT(cleaner_.StillThere(), IsEmpty());
        EXPECT_THAT(cleaner_.Retired(), banned);
        EXPECT_EQ(ledger_->Entries()[0].state, State::kArchived);
        EXPECT_THAT(ledger_->Entries()[0].why, HasSubstr("it owns a project"));
    }
    EXPECT_THAT(hub_.tried, ElementsAre("24-2"));
}

TEST_F(Cleaning, TriesAgainWhereSomebodyHasTakenTheBanBack) {
    Make("ada.p1c1", "24-2");
    hub_.kept = "24-2";
    hub_.may_ban = true;
    cleaner_.Remove();
    hub_.banned.clear();
    hub_.kept.clear();
    EXPECT_THAT(cleaner_.LookAround(), IsOk());
    cleaner_.Remove();
    EXPECT_THAT(cleaner_.Retired(), IsEmpty());
    EXPECT_THAT(hub_.logins, ElementsAre(std::pair("24-1", "root")));
}

TEST_F(Cleaning, ASystemThatDoesNotAnswerIsNotTriedForEveryRecord) {
    for (int i = 2; i < 9; ++i) Make("ada.p1c1", "24-" + std::to_string(i));
    hub_.is_down = true;
    EXPECT_THAT(cleaner_.LookAround(), Fails(HasSubstr("connection refused")));
    cleaner_.Remove();
    const auto left = cleaner_.StillThere();
    ASSERT_EQ(left.size(), 7u);
    EXPECT_THAT(left.back().why, HasSubstr("connection refused"));
    EXPECT_THAT(left.front().why, HasSubstr("not tried"));
    hub_.is_down = false;
    cleaner_.Remove();
    EXPECT_THAT(cleaner_.StillThere(), IsEmpty());
}

/// A Hub in which three deletions wait for each other.
class MeetingHub final : public system::HttpClient {
  public:
    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        std::unique_lock lock(mutex_);
        ++begun_;
        came_.notify_all();
        if (request.url.find("/holder") != std::string::npos) {
            holder_was_alone = ended_ == 3 && begun_ == 4;
        } else {
            have_met = came_.wait_for(lock, std::chrono::seconds(20), [&] { return begun_ >= 3; });
        }
        ++ended_;
        return system::testing::Answer(200, "{}");
    }

    bool have_met = false;
    bool holder_was_alone = false;

  private:
    std::mutex mutex_;
    std::condition_variable came_;
    int begun_ = 0;
    int ended_ = 0;
};

TEST(CleaningSeveralAtATime, LeavesARecordThatHoldsOthersUntilTheseAreGone) {
    MeetingHub hub;
    system::TestClock clock;
    system::System youtrack(system::ShippedProfile("youtrack"), system::AccessTo("youtrack"), hub,
                            clock, [](journal::Exchange) { return 0; });
    const auto ledger = Ledger::InMemory({"p1", "", "", ""});
    for (const char* id : {"holder", "a", "b", "c"}) {
        Entry entry;
        entry.system = "youtrack";
        entry.entity = "users";
        entry.parent = std::string(id) == "b" ? "holder" : "";
        ASSERT_THAT(ledger->Made(*ledger->Intend(entry), id), IsOk());
    }
    Cleaner cleaner(*ledger, {{"youtrack", &youtrack}}, {{"youtrack", "users"}}, clock, 8);
    cleaner.Remove();
    EXPECT_TRUE(hub.have_met);
    EXPECT_TRUE(hub.holder_was_alone);
    EXPECT_THAT(cleaner.StillThere(), IsEmpty());
}

TEST(MarkOf, IsTheTaggedFieldElseAnyTextThatHoldsTheTag) {
    const auto profile = system::ShippedProfile("youtrack");
    const target::Entity& users = *profile.FindEntity("users");
    EXPECT_EQ(MarkOf({{"login", "Ada.P1c1"}, {"name", "P1c1"}}, users, "p1"), "ada.p1c1");
    EXPECT_EQ(MarkOf({{"login", "x"}, {"profile", {{"email", "a@P1c1.test"}}}}, users, "p1"),
              "a@p1c1.test");
    EXPECT_EQ(MarkOf({{"login", "x"}}, users, "p1"), "");
}

}  // namespace
}  // namespace plumb::ledger
