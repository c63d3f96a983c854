#include "harness/base/clock.h"

#include <gtest/gtest.h>

#include <chrono>

namespace plumb {
namespace {

TEST(Clock, ReadsEveryFormThatTheSystemsWrite) {
    const Milliseconds expected = 1698220677000;
    for (const char* text : {"2023-10-25T07:57:57Z", "2023-10-25T07:57:57 +00:00",
                             "2023-10-25 07:57:57.0000000 -00:00", "2023-10-25T09:57:57+02:00",
                             "2023-10-25T09:57:57+0200", "2023-10-25T07:57:57"}) {
        EXPECT_EQ(ParseTime(text), expected) << text;
    }
    EXPECT_EQ(ParseTime("2023-10-25"), 1698192000000);
    EXPECT_EQ(ParseTime("2021-09-30T08:03:00.1234567Z"), 1632988980123);
}

TEST(Clock, RefusesWhatIsNoTime) {
    for (const char* text :
         {"2023-10-25T07:57:57.Z", "", "now", "2023-13-01", "2023-02-30", "2023-10-25T25:00:00Z",
          "2023-10-25T07:57:57Zx", "2023-10-25T07:57:57 CET"}) {
        EXPECT_EQ(ParseTime(text), std::nullopt) << text;
    }
}

TEST(WallClock, BeginsWithTheMachinesTimeAndNeverGoesBack) {
    WallClock clock;
    const auto machine = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::system_clock::now().time_since_epoch());
    EXPECT_NEAR(static_cast<double>(clock.Now()), static_cast<double>(machine.count()), 60'000);
    for (Milliseconds before = 0; before < clock.Now();) before = clock.Now();
    EXPECT_LE(clock.Now(), WallClock().Now()) << "all of them tell the same time";
}

TEST(Clock, WritesUtcWithMilliseconds) {
    EXPECT_EQ(FormatTime(1698220677250), "2023-10-25T07:57:57.250Z");
    EXPECT_EQ(ParseTime(FormatTime(1698220677250)), 1698220677250);
}

}  // namespace
}  // namespace plumb
