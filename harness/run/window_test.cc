#include "harness/run/window.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace plumb::run {
namespace {

struct WindowRow {
    const char* name;
    Milliseconds deadline;
    std::vector<Milliseconds> lags;
    Milliseconds length;
};

class Windows : public ::testing::TestWithParam<WindowRow> {};

TEST_P(Windows, FollowFromTheLagsThatWereMeasured) {
    Window window(GetParam().deadline);
    for (const Milliseconds lag : GetParam().lags) window.Add(lag);
    EXPECT_EQ(window.Length(), GetParam().length);
}

INSTANTIATE_TEST_SUITE_P(
    Window, Windows,
    ::testing::Values(
        WindowRow{"NothingMeasuredIsTheDeadline", 60'000, {}, 60'000},
        WindowRow{"ThreeTimesTheLag", 60'000, {2'000}, 6'000},
        WindowRow{"TheLongestCounts", 60'000, {400, 2'000, 500}, 6'000},
        WindowRow{"AtLeastASecond", 60'000, {0, 12}, 1'000},
        WindowRow{"AtMostTheDeadline", 60'000, {20'001}, 60'000},
        WindowRow{"ExactlyTheDeadline", 60'000, {20'000}, 60'000},
        WindowRow{"ADeadlineBelowASecondWins", 500, {10}, 500},
        WindowRow{"ALagWithoutEnd", 60'000, {std::numeric_limits<Milliseconds>::max()}, 60'000}),
    [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace plumb::run
