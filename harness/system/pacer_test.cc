#include "harness/system/pacer.h"

#include <gmock/gmock.h>

#include <vector>

namespace plumb::system {
namespace {

/// When requests leave that are all wanted at once, from time 0.
std::vector<Milliseconds> Departures(double requests_per_second, int count) {
    Pacer pacer;
    std::vector<Milliseconds> departures;
    Milliseconds now = 10'000;
    for (int i = 0; i < count; ++i) {
        now += pacer.Reserve("url", requests_per_second, now);
        departures.push_back(now - 10'000);
    }
    return departures;
}

TEST(Pacer, LetsNoSecondHoldMoreThanTheLimit) {
    for (const int limit : {1, 2, 3, 10, 50, 100}) {
        const auto departures = Departures(limit, 5 * limit);
        for (std::size_t first = 0; first < departures.size(); ++first) {
            const auto end = std::ranges::lower_bound(departures, departures[first] + 1000);
            EXPECT_LE(end - (departures.begin() + static_cast<std::ptrdiff_t>(first)), limit)
                << limit << " from " << departures[first];
        }
        EXPECT_LE(departures.back(), 7'500) << "it is no slower than it must be: " << limit;
    }
}

TEST(Pacer, LetsAFewThroughAtOnceAfterAPause) {
    Pacer pacer;
    EXPECT_EQ(pacer.Reserve("url", 50, 1'000), 0);
    for (int i = 0; i < 9; ++i) EXPECT_EQ(pacer.Reserve("url", 50, 1'000), 0) << i;
    EXPECT_GT(pacer.Reserve("url", 50, 1'000), 0);
}

TEST(Pacer, KeepsAPartOfARequestPerSecond) {
    EXPECT_EQ(Departures(0.5, 3), (std::vector<Milliseconds>{0, 2'000, 4'000}));
}

TEST(Pacer, KeepsEachKindByItself) {
    Pacer pacer;
    EXPECT_EQ(pacer.Reserve("url", 1, 1'000), 0);
    EXPECT_EQ(pacer.Reserve("v1_url", 1, 1'000), 0);
    EXPECT_EQ(pacer.Reserve("url", 1, 1'000), 1'000);
    EXPECT_EQ(pacer.Reserve("free", 0, 1'000), 0);
}

}  // namespace
}  // namespace plumb::system
