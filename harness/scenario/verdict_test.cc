#include "harness/scenario/verdict.h"

#include <gtest/gtest.h>

namespace plumb::scenario {
namespace {

TEST(Verdict, IsReadBackFromItsWord) {
    for (const Verdict verdict : {Verdict::kPass, Verdict::kFail, Verdict::kInconclusive,
                                  Verdict::kSkipped, Verdict::kError, Verdict::kObserved}) {
        EXPECT_EQ(ParseVerdict(ToString(verdict)), verdict) << ToString(verdict);
    }
    EXPECT_EQ(ParseVerdict("unknown"), std::nullopt);
    EXPECT_EQ(ParseVerdict(""), std::nullopt);
}

TEST(Basis, IsReadBackFromItsWord) {
    for (const Basis basis : {Basis::kStated, Basis::kImplied, Basis::kAssumed, Basis::kPlatform,
                              Basis::kHygiene, Basis::kObserved}) {
        EXPECT_EQ(ParseBasis(ToString(basis)), basis) << ToString(basis);
    }
    EXPECT_EQ(ParseBasis("Stated"), std::nullopt);
}

TEST(Outcome, IsNeverGreenUnlessSomebodySaysSo) {
    EXPECT_EQ(Outcome().verdict, Verdict::kError);
    EXPECT_FALSE(Outcome().reason.empty());
}

}  // namespace
}  // namespace plumb::scenario
