#pragma once

#include <mutex>
#include <optional>
#include <random>

#include "harness/base/clock.h"
#include "harness/system/http_client.h"

namespace plumb::system {

/// When a request is sent again that did not succeed: how often, and after how long. The pauses are
/// spread at random, so that many clients do not come back at once; the same seed gives the same
/// ones. Safe from several threads.
class Retry final {
  public:
    explicit Retry(std::uint64_t seed) : random_(seed) {}

    /// nullopt: it is not sent again. `repeatable`: sent twice it does no more than once; others
    /// are sent again only after 429, of which nothing is done. `attempt` counts from 1. An answer
    /// that asks for more than five minutes' patience is the last one.
    std::optional<Milliseconds> PauseAfter(const Result<HttpResponse>& answer, bool repeatable,
                                           int attempt, Milliseconds now);

  private:
    /// Between the half and the whole of it.
    Milliseconds Spread(Milliseconds pause);

    std::mutex mutex_;
    std::mt19937_64 random_;
};

}  // namespace plumb::system
