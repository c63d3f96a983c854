#include "harness/report/lags.h"

#include <gmock/gmock.h>

#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"

namespace plumb::report {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

/// A run whose control edits of one flow took 1, 2, … `count` milliseconds.
journal::Journal WithLags(int count, bool virtual_clock = false) {
    journal::Journal made;
    journal::RunStarted start = MadeStart();
    start.capabilities = {"links"};
    if (virtual_clock) start.capabilities.emplace_back("clock");
    made.events.emplace_back(start);
    for (int i = 1; i <= count; ++i)
        made.events.emplace_back(journal::ControlRead{kMadeAt, "users-to-customers", "to-target", i,
                                                      true, 1.0 * i, 5000, 3.0 * i});
    return made;
}

struct SpreadRow {
    int count;
    double p50, p95, max;
};

class Lags : public ::testing::TestWithParam<SpreadRow> {};

TEST_P(Lags, AreSummedUpByTheirNearestRanks) {
    const auto model = ModelOf(WithLags(GetParam().count));
    ASSERT_THAT(model.lags, SizeIs(1));
    EXPECT_EQ(model.lags[0].arrivals, GetParam().count);
    EXPECT_EQ(model.lags[0].spread->p50, GetParam().p50);
    EXPECT_EQ(model.lags[0].spread->p95, GetParam().p95);
    EXPECT_EQ(model.lags[0].spread->max, GetParam().max);
}

INSTANTIATE_TEST_SUITE_P(Report, Lags,
                         ::testing::Values(SpreadRow{1, 1, 1, 1}, SpreadRow{2, 1, 2, 2},
                                           SpreadRow{20, 10, 19, 20}, SpreadRow{100, 50, 95, 100}));

TEST(LagsOfARun, AreNotMeasuredOnAVirtualClock) {
    const auto model = ModelOf(WithLags(3, true));
    ASSERT_THAT(model.lags, SizeIs(1));
    EXPECT_EQ(model.lags[0].arrivals, 3);
    EXPECT_FALSE(model.lags[0].spread);
    EXPECT_FALSE(model.lags[0].window_ms);
    EXPECT_THAT(AboutLags(model), HasSubstr("virtual"));
}

TEST(LagsOfARun, AddUpOverShardsWhoseLongestWindowCounts) {
    const auto model = FromJournals({WithLags(2), WithLags(4)});
    ASSERT_TRUE(model);
    ASSERT_THAT(model->lags, SizeIs(1));
    EXPECT_EQ(model->lags[0].arrivals, 6);
    EXPECT_EQ(model->lags[0].window_ms, 12);
}

TEST(LagsOfARun, AreLeftOutWhereNoControlWasLookedFor) {
    EXPECT_THAT(ModelOf(WithLags(0)).lags, IsEmpty());
}

}  // namespace
}  // namespace plumb::report
