#include "mocks/sesam/sighting.h"

#include <gtest/gtest.h>

namespace plumb::mocks::sesam {
namespace {

constexpr Milliseconds kWrote = 10'500;

/// A record into which "ours" was written over "theirs", with a stamp of whole seconds.
Record Written() {
    Sighting first{"1", "", "", {"theirs"}, {9'000}, 9'000, 9'900};
    Record record = NewRecord(first);
    record.slots[0].want = "ours";
    NoteStored(record.slots[0], "ours");
    record.changed = 10'000;
    record.wrote_at = kWrote;
    return record;
}

Sighting Shows(const Json& value, Milliseconds changed, Milliseconds polled) {
    return {"1", "", "", {value}, {changed}, changed, polled};
}

TEST(Sighting, IsStaleWhenItShowsWhatOurWriteReplaced) {
    EXPECT_TRUE(IsStale(Written(), Shows("theirs", 9'000, 10'600)));   // an older stamp
    EXPECT_TRUE(IsStale(Written(), Shows("theirs", 10'000, 10'600)));  // within one second
    EXPECT_FALSE(IsStale(Written(), Shows("theirs", 11'000, 11'600)));
    EXPECT_FALSE(IsStale(Written(), Shows("ours", 10'000, 10'600)));
    EXPECT_FALSE(IsStale(Written(), Shows("another", 10'000, 10'600)));
    EXPECT_FALSE(IsStale(Written(), Shows("theirs", 10'000, 60'000)));  // no replica is that late
}

TEST(Sighting, IsNotStaleWhenAPartOfTheRecordHasALaterStamp) {
    Sighting address = Shows("theirs", 10'000, 12'600);
    address.times[0] = 12'000;
    EXPECT_FALSE(IsStale(Written(), address));
}

TEST(Sighting, OfAnEditLosesOnlyToANewerOneThatIsOnItsWay) {
    struct Case {
        const char* name;
        bool pending;
        Milliseconds time;
        const char* want;
    };
    for (const Case& c : {Case{"older than a pending value", true, 90, "pending"},
                          Case{"newer than a pending value", true, 110, "edit"},
                          Case{"from a clock that runs behind", false, 90, "edit"}}) {
        Slot slot;
        slot.seen = "old";
        slot.want = c.pending ? "pending" : "old";
        slot.time = 100;
        NoteEdit(slot, "edit", c.time, true);
        EXPECT_EQ(slot.want, c.want) << c.name;
        EXPECT_EQ(slot.seen, "edit") << c.name;
        EXPECT_GE(slot.time, 100) << c.name;
    }
}

TEST(Sighting, OfAnEmptiedValueCountsOnlyWhenTheRecordIsLinked) {
    for (const bool linked : {true, false}) {
        Slot slot;
        slot.seen = slot.want = "old";
        NoteEdit(slot, "", 5, linked);
        EXPECT_EQ(slot.cleared, linked);
    }
}

}  // namespace
}  // namespace plumb::mocks::sesam
