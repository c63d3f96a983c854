#include "harness/system/retry.h"

#include <gmock/gmock.h>

#include "harness/system/testing/mock_http_client.h"

namespace plumb::system {
namespace {

using ::testing::AllOf;
using testing::Answer;
using ::testing::Ge;
using ::testing::Le;
using ::testing::Optional;

constexpr Milliseconds kNow = 1'795'000'000'000;  // Wed, 18 Nov 2026 11:06:40 GMT
const Result<HttpResponse> kLost = EnvironmentError("no answer");

TEST(Retry, WaitsLongerEachTimeAndNeverJustAsLongAsOthers) {
    Retry retry(1);
    for (const int attempt : {1, 2, 3}) {
        const Milliseconds most = Milliseconds{500} << (attempt - 1);
        EXPECT_THAT(retry.PauseAfter(kLost, true, attempt, kNow),
                    Optional(AllOf(Ge(most / 2), Le(most))));
        EXPECT_THAT(retry.PauseAfter(Answer(503), true, attempt, kNow),
                    Optional(AllOf(Ge(most / 2), Le(most))));
    }
    EXPECT_FALSE(retry.PauseAfter(kLost, true, 4, kNow));
    EXPECT_EQ(Retry(7).PauseAfter(kLost, true, 3, kNow), Retry(7).PauseAfter(kLost, true, 3, kNow));
    EXPECT_NE(Retry(7).PauseAfter(kLost, true, 3, kNow), Retry(8).PauseAfter(kLost, true, 3, kNow));
}

TEST(Retry, SendsAgainWhatMustNotHappenTwiceOnlyWhereNothingWasDone) {
    Retry retry(1);
    EXPECT_FALSE(retry.PauseAfter(kLost, false, 1, kNow));
    EXPECT_FALSE(retry.PauseAfter(Answer(500), false, 1, kNow));
    EXPECT_FALSE(retry.PauseAfter(Answer(503, "", {{"retry-after", "1"}}), false, 1, kNow));
    EXPECT_THAT(retry.PauseAfter(Answer(429), false, 1, kNow), Optional(Ge(1000)));
    EXPECT_FALSE(retry.PauseAfter(Answer(429), false, 12, kNow));
}

TEST(Retry, WaitsAsLongAsItIsAskedTo) {
    Retry retry(1);
    const auto pause = [&](int status, const char* asked) {
        return retry.PauseAfter(Answer(status, "", {{"retry-after", asked}}), true, 1, kNow);
    };
    EXPECT_EQ(pause(429, "7"), 7'000);
    EXPECT_EQ(pause(503, "90"), 90'000);
    EXPECT_EQ(pause(429, "Wed, 18 Nov 2026 11:07:00 GMT"), 20'000);
    EXPECT_FALSE(pause(429, "3600")) << "nobody waits an hour";
}

TEST(Retry, LeavesAnswersAloneThatAreNoneOfItsBusiness) {
    Retry retry(1);
    for (const int status : {200, 204, 302, 400, 401, 404, 409})
        EXPECT_FALSE(retry.PauseAfter(Answer(status), true, 1, kNow)) << status;
}

}  // namespace
}  // namespace plumb::system
