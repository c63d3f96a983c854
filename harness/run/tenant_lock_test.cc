#include "harness/run/tenant_lock.h"

#include <gmock/gmock.h>

#include "harness/run/census.h"
#include "harness/run/clean_up.h"
#include "harness/run/testing/fake_tenants.h"
#include "harness/testing/result_matchers.h"

namespace plumb::run {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kOther = "p1234567";
constexpr Milliseconds kMinute = 60'000;

struct RaceRow {
    const char* name;
    LockTimes ours, theirs;
    bool goes_on;
};

class Race : public ::testing::TestWithParam<RaceRow> {};

TEST_P(Race, IsWonByTheRunWhoseFirstCommonLockWasMadeEarlier) {
    const RaceRow& row = GetParam();
    EXPECT_EQ(GoesOn(row.ours, row.theirs), row.goes_on);
    const bool they_go_on = GoesOn(row.theirs, row.ours);
    EXPECT_FALSE(row.goes_on && they_go_on && !row.theirs.empty()) << "both go on";
}

const RaceRow kRaces[] = {
    {"alone", {{"a", 5}, {"b", 6}}, {}, true},
    {"earlier", {{"a", 5}, {"b", 6}}, {{"a", 7}, {"b", 8}}, true},
    {"later", {{"a", 7}, {"b", 8}}, {{"a", 5}, {"b", 6}}, false},
    {"overtaken_after_the_first", {{"a", 5}, {"b", 9}}, {{"a", 6}, {"b", 7}}, true},
    {"overtaking_after_the_first", {{"a", 6}, {"b", 7}}, {{"a", 5}, {"b", 9}}, false},
    {"of_which_only_one_is_made_by_now", {{"a", 5}, {"b", 6}}, {{"a", 7}}, true},
    {"with_one_system_in_common", {{"a", 5}, {"b", 9}}, {{"b", 7}, {"c", 8}}, false},
    {"at_the_same_time", {{"a", 5}}, {{"a", 5}}, false},
    {"in_a_system_that_tells_no_time", {{"a", std::nullopt}}, {{"a", std::nullopt}}, false},
    {"of_which_one_time_is_not_told", {{"a", 5}}, {{"a", std::nullopt}}, false},
};
INSTANTIATE_TEST_SUITE_P(Rules, Race, ::testing::ValuesIn(kRaces),
                         [](const auto& row) { return row.param.name; });

class ATenantLock : public OnFakeTenants {
  protected:
    std::string TextOfOther(Milliseconds until) const {
        return system::LockText(kOther, until, "build-7", 100);
    }
    /// Lets the census show the lists, as a run does.
    Status Confirm() {
        Census(world_).TakeBefore(
            [this](const auto& place, const auto& records) { lock_.See(place, records); });
        return lock_.Confirm();
    }
    Status TakeAndConfirm() {
        if (Status taken = lock_.Take(); !taken) return taken;
        return Confirm();
    }
    std::string NameOfUser() { return TextAt(tenants_.records["users"].begin()->second, "name"); }

    TenantLock lock_{world_, "here"};
};

TEST_F(ATenantLock, IsARecordInEachSystemThatSaysWhoseItIsAndIsInTheLedgerBefore) {
    std::vector<std::size_t> entries;
    tenants_.on_create = [&](const std::string&) { entries.push_back(ledger_->Alive().size()); };
    const Milliseconds until = clock_.now + TenantLock::TermOf(world_);
    EXPECT_THAT(TakeAndConfirm(), IsOk());
    EXPECT_THAT(entries, ElementsAre(1u, 2u));
    EXPECT_EQ(ledger_->Alive()[0].system, "poweroffice-go") << "in the same order for every run";
    for (const ledger::Entry& entry : ledger_->Alive())
        EXPECT_TRUE(ledger::IsLock(entry, kRun)) << entry.mark;
    const Json& user = tenants_.records["users"].begin()->second;
    EXPECT_TRUE(ledger::Bears(user, kRun));
    const auto lock =
        system::LockIn(*profiles_[0].lock, *profiles_[0].FindEntity("users"), {"1", "", user});
    ASSERT_TRUE(lock);
    EXPECT_EQ(lock->run, kRun);
    EXPECT_EQ(lock->host, "here");
    EXPECT_NEAR(static_cast<double>(*lock->until), static_cast<double>(until), 1000);
    EXPECT_THAT(Journal(), HasSubstr("no other run may be at work until"));
}

TEST_F(ATenantLock, LetsNoSecondRunTouchAnything) {
    const std::string id =
        tenants_.Add("users", {{"name", TextOfOther(clock_.now + 30 * kMinute)}});
    EXPECT_THAT(lock_.Take(),
                Fails(AllOf(HasSubstr("YouTrack is taken: the run p1234567 on build-7 holds it "
                                      "until 1970-01-01T00:46:40.000Z"),
                            HasSubstr("http://yt/hub/api/rest/users/" + id),
                            HasSubstr("`plumb cleanup LEDGER` on build-7"))));
    EXPECT_EQ(tenants_.Writes(), 0);
    EXPECT_THAT(ledger_->Entries(), IsEmpty());
    EXPECT_THAT(CleanUp(world_).remaining, IsEmpty());
    EXPECT_EQ(tenants_.Writes(), 0);
}

TEST_F(ATenantLock, ThatHasLapsedIsPassedAndLeftAlone) {
    tenants_.Add("users", {{"name", TextOfOther(clock_.now)}});
    EXPECT_THAT(TakeAndConfirm(), IsOk());
    EXPECT_THAT(Journal(), HasSubstr("the lock of the run p1234567 at http://yt"));
    CleanUp(world_);
    EXPECT_THAT(tenants_.records["users"], SizeIs(1));
    EXPECT_THAT(tenants_.records["customers"], IsEmpty());
}

TEST_F(ATenantLock, HoldsByTheClockOfItsTenant) {
    tenants_.Add("users", {{"name", TextOfOther(clock_.now + 30 * kMinute)}});
    tenants_.date = "Thu, 01 Jan 1970 01:00:00 GMT";  // this machine's says 00:16:40
    EXPECT_THAT(lock_.Take(), IsOk());
    EXPECT_THAT(tenants_.records["users"].rbegin()->second["name"],
                HasSubstr("until 1970-01-01T02:3"))
        << "an hour and a half by the tenant's clock";
}

TEST_F(ATenantLock, IsGivenUpWhereAnotherWasMadeEarlierMeanwhile) {
    tenants_.on_create = [&](const std::string& entity) {
        if (entity == "customers")
            tenants_.Add(entity, {{"Name", TextOfOther(clock_.now + 30 * kMinute)}},
                         clock_.now - 5);
    };
    EXPECT_THAT(TakeAndConfirm(), Fails(HasSubstr("PowerOffice GO is taken: the run p1234567")));
    EXPECT_CALL(driver_, Sync).Times(0);
    EXPECT_THAT(CleanUp(world_).remaining, IsEmpty());
    EXPECT_THAT(tenants_.records["users"], IsEmpty());
    EXPECT_THAT(tenants_.records["customers"], SizeIs(1)) << "the other run's";
}

TEST_F(ATenantLock, IsKeptWhereAnotherWasMadeLater) {
    EXPECT_THAT(lock_.Take(), IsOk());
    clock_.now += 5;
    tenants_.Add("customers", {{"Name", TextOfOther(clock_.now + 30 * kMinute)}});
    EXPECT_THAT(Confirm(), IsOk());
}

TEST_F(ATenantLock, IsWorthNothingWhereNewRecordsAreNotListed) {
    tenants_.hides_new_records = true;
    EXPECT_THAT(TakeAndConfirm(),
                Fails(AllOf(HasSubstr("is in no list"), HasSubstr("read_after_write_ms"))));
}

TEST_F(ATenantLock, IsNoRecordOfOthersForTheCensus) {
    tenants_.Add("users", {{"name", "Ada"}});
    ASSERT_THAT(lock_.Take(), IsOk());
    EXPECT_THAT(Confirm(), IsOk());
    EXPECT_THAT(Journal(), HasSubstr(R"("entity":"users","records":1)"));
    EXPECT_THAT(Journal(), HasSubstr(R"("entity":"customers","records":0)"));
}

TEST_F(ATenantLock, IsRenewedOnceHalfOfItsTermIsOver) {
    ASSERT_THAT(TakeAndConfirm(), IsOk());
    const std::string first = NameOfUser();
    const int writes = tenants_.Writes();
    clock_.now += TenantLock::TermOf(world_) / 2 - kMinute;
    EXPECT_THAT(lock_.Renew(), IsOk());
    EXPECT_EQ(tenants_.Writes(), writes);
    clock_.now += 2 * kMinute;
    EXPECT_THAT(lock_.Renew(), IsOk());
    EXPECT_EQ(tenants_.Writes(), writes + 2);
    EXPECT_GT(NameOfUser(), first);
    clock_.now += TenantLock::TermOf(world_) / 2 - kMinute;
    EXPECT_THAT(lock_.Renew(), IsOk());
    EXPECT_EQ(tenants_.Writes(), writes + 2);
}

TEST_F(ATenantLock, IsLostWhereItIsGoneOrAnotherRunsOrArchivedOrLapsed) {
    const std::vector<std::pair<std::string, std::function<void()>>> ways{
        {"is gone", [&] { tenants_.records["users"].clear(); }},
        {"is gone", [&] { tenants_.records["customers"].begin()->second["IsArchived"] = true; }},
        {"is another run's by now: the run p1234567 on build-7",
         [&] { tenants_.records["users"].begin()->second["name"] = TextOfOther(clock_.now); }},
        {"was not renewed in time", [&] { clock_.now += TenantLock::TermOf(world_) - kMinute; }},
    };
    for (const auto& [says, lose] : ways) {
        TenantLock lock(world_, "here");
        tenants_.records.clear();
        ASSERT_THAT(lock.Take(), IsOk());
        lose();
        EXPECT_THAT(lock.Renew(), Fails(AllOf(HasSubstr(says), HasSubstr("may be at work"))));
    }
}

TEST_F(ATenantLock, IsWhatCleaningUpRemovesLast) {
    ASSERT_THAT(TakeAndConfirm(), IsOk());
    Maker maker(world_);
    const target::Entity& users = *profiles_[0].FindEntity("users");
    ASSERT_THAT(maker.Create(Side::kSource, users, {{"login", "ada.p7654321c1q"}}, {"", ""}),
                IsOk());
    EXPECT_CALL(driver_, Sync).WillOnce([&](const auto&) {
        EXPECT_THAT(tenants_.records["users"], SizeIs(1)) << "the lock is there while it runs";
        return dataflow::SyncReport{};
    });
    EXPECT_THAT(CleanUp(world_).remaining, IsEmpty());
    EXPECT_THAT(tenants_.records["users"], IsEmpty());
    EXPECT_THAT(tenants_.records["customers"], IsEmpty());
}

TEST_F(ATenantLock, OfAnotherRunKeepsCleaningUpFromRunningTheDataFlow) {
    ASSERT_THAT(TakeAndConfirm(), IsOk());
    Maker maker(world_);
    const target::Entity& users = *profiles_[0].FindEntity("users");
    ASSERT_THAT(maker.Create(Side::kSource, users, {{"login", "ada.p7654321c1q"}}, {"", ""}),
                IsOk());
    EXPECT_FALSE(*FindOtherRun(world_));
    tenants_.Add("users", {{"name", TextOfOther(clock_.now + 30 * kMinute)}});
    EXPECT_THAT((*FindOtherRun(world_))->message, HasSubstr("the run p1234567"));
    EXPECT_CALL(driver_, Sync).Times(0);
    EXPECT_THAT(CleanUp(world_).remaining, IsEmpty());
    EXPECT_THAT(tenants_.records["users"], SizeIs(1));
    EXPECT_THAT(Journal(), HasSubstr("no sync after tidying up"));
}

TEST_F(ATenantLock, IsSaidToBeMissingWhereAProfileNamesNone) {
    profiles_[0].lock.reset();
    system::System hub(profiles_[0], system::AccessTo("youtrack"), tenants_, clock_, {});
    world_.systems["youtrack"] = &hub;
    TenantLock lock(world_, "here");
    EXPECT_THAT(lock.Take(), IsOk());
    EXPECT_THAT(Journal(), HasSubstr("nothing keeps a second run out of youtrack"));
    EXPECT_THAT(tenants_.records["users"], IsEmpty());
    EXPECT_THAT(tenants_.records["customers"], SizeIs(1));
}

TEST_F(ATenantLock, ThatIsRefusedEndsTheRunWithTheWordsOfTheSystem) {
    FakeTenants& tenants = tenants_;
    class Full final : public system::HttpClient {
      public:
        explicit Full(FakeTenants& tenants) : tenants_(tenants) {}
        Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
            if (request.method == "POST" && request.url.find("/users") != std::string::npos)
                return system::testing::Answer(
                    400, R"({"error_description": "the licence allows 10 users"})");
            return tenants_.Send(request);
        }
        FakeTenants& tenants_;
    } full(tenants);
    system::System hub(profiles_[0], system::AccessTo("youtrack"), full, clock_, {});
    world_.systems["youtrack"] = &hub;
    TenantLock lock(world_, "here");
    EXPECT_THAT(lock.Take(), Fails(HasSubstr("the licence allows 10 users")));
    EXPECT_THAT(CleanUp(world_).remaining, IsEmpty());
    EXPECT_THAT(tenants_.records["customers"], IsEmpty());
}

}  // namespace
}  // namespace plumb::run
