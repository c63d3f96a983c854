#include "harness/system/retry.h"

#include "harness/system/answer.h"

namespace plumb::system {

namespace {

constexpr int kMaxAttempts = 4;    // after no answer and after 5xx
constexpr int kMaxThrottled = 12;  // after 429
constexpr Milliseconds kLongestPause = 300'000;

Milliseconds Backoff(int attempt) {
    return Milliseconds{500} << (attempt - 1);
}

}  // namespace

std::optional<Milliseconds> Retry::PauseAfter(const Result<HttpResponse>& answer, bool repeatable,
                                              int attempt, Milliseconds now) {
    if (!answer) {
        const bool lost = answer.error().kind == ErrorKind::kEnvironment;
        if (!lost || !repeatable || attempt >= kMaxAttempts) return std::nullopt;
        return Spread(Backoff(attempt));
    }
    const bool throttled = answer->status == 429;
    const bool broken = answer->status >= 500 && repeatable;
    if (!throttled && !broken) return std::nullopt;
    if (attempt >= (throttled ? kMaxThrottled : kMaxAttempts)) return std::nullopt;
    // PowerOffice GO asks for at least a second; never less than what an answer asks for.
    const auto asked = RetryAfter(*answer, now);
    if (!asked)
        return throttled ? 1000 + Spread(Backoff(std::min(attempt, 5))) / 4
                         : Spread(Backoff(attempt));
    if (*asked > kLongestPause) return std::nullopt;
    return *asked;
}

Milliseconds Retry::Spread(Milliseconds pause) {
    const std::lock_guard lock(mutex_);
    return std::uniform_int_distribution<Milliseconds>(pause / 2, pause)(random_);
}

}  // namespace plumb::system
