#include "harness/doctor/observer.h"

#include <gmock/gmock.h>

#include "harness/dataflow/testing/fake_clock.h"
#include "harness/system/testing/mock_http_client.h"
#include "harness/testing/result_matchers.h"

namespace plumb::doctor {
namespace {

using dataflow::testing::FakeClock;
using system::testing::Answer;
using system::testing::MockHttpClient;
using ::testing::_;
using ::testing::Return;

constexpr const char* kMidnight = "Thu, 01 Jan 1970 00:00:00 GMT";

class Seen : public ::testing::Test {
  protected:
    /// What is seen after these answers, each of which takes `took`.
    ServerSeen After(const std::vector<Result<system::HttpResponse>>& answers,
                     Milliseconds took = 0) {
        Observer observer(http_, clock_);
        for (const auto& answer : answers) {
            EXPECT_CALL(http_, Send(_)).WillOnce([&](const auto&) {
                clock_.Wait(took);
                return answer;
            });
            [[maybe_unused]] const auto sent =
                observer.Send({"GET", "https://a.example/x", {}, {}});
        }
        return observer.At("https://a.example/y?z").value_or(ServerSeen{});
    }

    MockHttpClient http_;
    FakeClock clock_;
};

TEST_F(Seen, ASlowServerIsNotOneWhoseClockIsBehind) {
    const ServerSeen seen = After({Answer(200, "", {{"date", kMidnight}})}, 1000);
    EXPECT_EQ(seen.ahead, 0);  // written in the middle of the second that the answer took
    EXPECT_EQ(seen.fastest, 1000);
}

TEST_F(Seen, AClockThatIsOffIsSeenByTheNearestOfItsDates) {
    clock_.Wait(100'000);
    const ServerSeen seen = After({Answer(200, "", {{"date", kMidnight}}),
                                   Answer(200, "", {{"date", "Thu, 01 Jan 1970 00:01:00 GMT"}}),
                                   Answer(200, "", {{"date", "yesterday"}})});
    EXPECT_EQ(seen.ahead, -39'500);
}

TEST_F(Seen, RefusalsForHasteAreCounted) {
    const ServerSeen seen = After({Answer(429), Answer(200), Answer(429)});
    EXPECT_EQ(seen.throttled, 2);
    EXPECT_EQ(seen.answers, 3);
    EXPECT_EQ(seen.ahead, std::nullopt);
}

TEST_F(Seen, NothingIsSeenOfServersThatHaveNotAnswered) {
    EXPECT_EQ(After({EnvironmentError("no connection")}).answers, 0);
    const Observer observer(http_, clock_);
    EXPECT_FALSE(observer.At("https://a.example"));
    EXPECT_FALSE(observer.At("no url"));
}

}  // namespace
}  // namespace plumb::doctor
