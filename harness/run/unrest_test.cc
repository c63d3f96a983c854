#include "harness/run/unrest.h"

#include <gmock/gmock.h>

namespace plumb::run {
namespace {

using dataflow::SyncEnd;
using dataflow::SyncReport;
using ::testing::HasSubstr;
using Log = std::vector<system::LoggedWrite>;

system::LoggedWrite WriteOf(const std::string& record) {
    system::LoggedWrite write;
    write.system = "youtrack";
    write.entity = "users";
    write.record = record;
    return write;
}

/// Writes of so many rounds, the same ones in each.
Log Repeated(int rounds, const std::vector<std::string>& records) {
    Log log;
    for (int round = 0; round < rounds; ++round) {
        for (const std::string& record : records) log.push_back(WriteOf(record));
    }
    return log;
}

SyncReport StillWriting(int rounds, std::uint64_t last_writes) {
    SyncReport report;
    report.end = SyncEnd::kStillWriting;
    report.rounds = rounds;
    report.last_writes = last_writes;
    return report;
}

SyncReport Quiet(int rounds) {
    SyncReport report;
    report.rounds = rounds;
    return report;
}

TEST(Unrest, IsShownByTwoSyncsThatWroteTheSameToTheLastRound) {
    Unrest unrest;
    unrest.Note(1, StillWriting(20, 4), Repeated(20, {"1", "2"}));
    EXPECT_EQ(unrest.FewRounds(), 0);
    unrest.Note(2, Quiet(3), {});
    unrest.Note(3, StillWriting(20, 4), Repeated(20, {"1", "2"}));
    EXPECT_EQ(unrest.FewRounds(), 6);
    EXPECT_THAT(unrest.InWords(), HasSubstr("within 20 rounds in syncs 1 and 3"));
}

TEST(Unrest, LeavesMoreRoundsThanTheSlowestSyncThatCameToRest) {
    Unrest unrest;
    unrest.Note(1, StillWriting(20, 2), Repeated(20, {"1"}));
    unrest.Note(2, Quiet(9), {});
    unrest.Note(3, StillWriting(20, 2), Repeated(20, {"1"}));
    EXPECT_EQ(unrest.FewRounds(), 12);
}

TEST(Unrest, IsNotShownBySyncsThatWereCutOrFailedOrWereBusy) {
    Unrest unrest;
    for (int barrier = 1; barrier < 10; ++barrier) {
        SyncReport report = StillWriting(20, 2);
        report.is_cut = barrier % 3 == 0;
        if (barrier % 3 == 1) report.end = SyncEnd::kBusy;
        if (barrier % 3 == 2) report.end = SyncEnd::kFailed;
        unrest.Note(barrier, report, Repeated(20, {"1"}));
    }
    EXPECT_EQ(unrest.FewRounds(), 0);
}

TEST(Unrest, IsNotSeenInADataFlowThatTakesLong) {
    Log log;
    for (int record = 0; record < 200; ++record) log.push_back(WriteOf(std::to_string(record)));
    EXPECT_FALSE(Unrest::OnlyRepeats(StillWriting(20, 20), log)) << "each of them once";
    log = Repeated(20, {"1"});
    log.push_back(WriteOf("2"));
    EXPECT_FALSE(Unrest::OnlyRepeats(StillWriting(20, 3), log)) << "one for the first time";
    EXPECT_TRUE(Unrest::OnlyRepeats(StillWriting(20, 2), Repeated(20, {"1"})));
}

TEST(Unrest, IsNotSeenWhereNobodyCountsTheWrites) {
    EXPECT_FALSE(Unrest::OnlyRepeats(StillWriting(20, 0), Repeated(20, {"1"})));
    EXPECT_FALSE(Unrest::OnlyRepeats(StillWriting(20, 4), {}));
}

TEST(Unrest, NeedsThreeWritesOfARecordHoweverFewTheRoundsAre) {
    EXPECT_FALSE(Unrest::OnlyRepeats(StillWriting(2, 2), Repeated(2, {"1"})));
    EXPECT_TRUE(Unrest::OnlyRepeats(StillWriting(3, 2), Repeated(3, {"1"})));
}

}  // namespace
}  // namespace plumb::run
