#include "harness/dataflow/unattended_driver.h"

#include <gmock/gmock.h>

#include "harness/dataflow/testing/fake_clock.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::dataflow {
namespace {

using plumb::testing::Fails;
using plumb::testing::IsOk;
using testing::FakeClock;
using ::testing::HasSubstr;

constexpr Milliseconds kStill = 10'000;
constexpr Milliseconds kDeadline = 600'000;

/// A data flow that runs by itself; a test says at which times something moves.
class UnattendedFlow : public ::testing::Test {
  protected:
    std::unique_ptr<Driver> Make() {
        target::Target target;
        target.dataflow = target::UnattendedDataflow{kStill / 1000, max_minutes_};
        std::function<std::uint64_t()> writes;
        if (counts_writes_) writes = [this] { return Writes(); };
        return *MakeDriver(target, {http_, clock_, "", std::move(writes), Interrupt(interrupted_)});
    }
    /// One write every `every_` until `last_`.
    std::uint64_t Writes() {
        const Milliseconds until = std::min(clock_.Now(), last_);
        return static_cast<std::uint64_t>(until / every_);
    }
    SyncReport Sync(Milliseconds window = 0) {
        auto report =
            Make()->Sync({kDeadline, window, [this] {
                              const std::uint64_t writes = Writes();
                              const bool moved = std::exchange(shown_, writes) != writes;
                              return Sight{moved, clock_.Now() >= arrives_, {"users u-1"}};
                          }});
        EXPECT_THAT(report, IsOk());
        return report.value_or(SyncReport{});
    }

    ::testing::StrictMock<system::testing::MockHttpClient> http_;
    FakeClock clock_;
    std::atomic<bool> interrupted_ = false;
    int max_minutes_ = 30;
    bool counts_writes_ = true;
    Milliseconds every_ = 4'000;
    Milliseconds last_ = 0;
    Milliseconds arrives_ = 0;
    std::uint64_t shown_ = 0;
};

TEST_F(UnattendedFlow, IsTakenToBeDoneWhenNothingHasMovedForAWhile) {
    last_ = 20'000;
    EXPECT_EQ(Sync().end, SyncEnd::kAssumedQuiet);
    EXPECT_GE(clock_.Now(), last_ + kStill);
    EXPECT_LE(clock_.Now(), last_ + 2 * kStill);
}

TEST_F(UnattendedFlow, IsWatchedUntilTheControlEditsHaveArrived) {
    arrives_ = 50'000;
    const SyncReport report = Sync(100'000);
    EXPECT_EQ(report.end, SyncEnd::kAssumedQuiet);
    EXPECT_EQ(report.detail, "");
    EXPECT_GE(clock_.Now(), arrives_);
    EXPECT_LE(clock_.Now(), arrives_ + kStill);
}

TEST_F(UnattendedFlow, IsNotWatchedBeyondTheWindowOfTheControlEdits) {
    arrives_ = 500'000;
    const SyncReport report = Sync(100'000);
    EXPECT_EQ(report.end, SyncEnd::kAssumedQuiet);
    EXPECT_THAT(report.detail, HasSubstr("after 100.0 s not every control edit had arrived"));
    EXPECT_EQ(clock_.Now(), 100'000);
}

TEST_F(UnattendedFlow, ThatIsDeadEndsItsSyncWithTheTargetsLimit) {
    max_minutes_ = 2;
    arrives_ = 500'000;
    EXPECT_EQ(Sync(kDeadline).end, SyncEnd::kAssumedQuiet);
    EXPECT_EQ(clock_.Now(), 120'000);
}

TEST_F(UnattendedFlow, ThatNeverRestsIsStillWritingWhereItsWritesAreCounted) {
    last_ = 10 * kDeadline;
    EXPECT_EQ(Sync().end, SyncEnd::kStillWriting);
    EXPECT_EQ(clock_.Now(), kDeadline);
}

/// Who changes a tenant's records is not known.
TEST_F(UnattendedFlow, ThatNeverRestsIsBusyWhereNobodyCounts) {
    counts_writes_ = false;
    last_ = 10 * kDeadline;
    const SyncReport report = Sync();
    EXPECT_EQ(report.end, SyncEnd::kBusy);
    EXPECT_THAT(report.detail, HasSubstr("the time was up"));
    EXPECT_THAT(report.detail, HasSubstr("before: users u-1"));
}

TEST_F(UnattendedFlow, IsLeftAtOnceWhenSomebodyInterrupts) {
    last_ = 10 * kDeadline;
    clock_.on_wait = [this](Milliseconds now) { interrupted_ = now >= 3'000; };
    EXPECT_EQ(Sync().end, SyncEnd::kBusy);
    EXPECT_LE(clock_.Now(), 4'000);
}

TEST_F(UnattendedFlow, CannotBeJudgedWhereASystemCannotBeRead) {
    const auto report = Make()->Sync({kDeadline, 0, []() -> Result<Sight> {
                                          return EnvironmentError("youtrack does not answer");
                                      }});
    EXPECT_THAT(report, Fails(HasSubstr("youtrack does not answer")));
}

TEST_F(UnattendedFlow, TellsNoLinksAndCannotBeRestarted) {
    EXPECT_FALSE(target::CanSayThatItIsDone(target::UnattendedDataflow{}));
    EXPECT_THAT(Make()->ReadLinks("a", "b"), Fails(HasSubstr("links cannot be read")));
    EXPECT_THAT(Make()->Restart(), Fails(HasSubstr("cannot be restarted")));
}

}  // namespace
}  // namespace plumb::dataflow
