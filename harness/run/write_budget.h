#pragma once

#include <fmt/format.h>
#include <atomic>
#include <optional>

#include "harness/base/result.h"

namespace plumb::run {

/// How many creations and edits a run may still send to a tenant (`safety.write_budget`, requests).
/// Deletions are never counted: tidying up must not fail for want of a budget. Safe from several
/// threads.
class WriteBudget final {
  public:
    /// nullopt: no limit.
    explicit WriteBudget(std::optional<int> limit) : limit_(limit) {}

    /// Before a request that writes; an environment error when none is left.
    Status Take() {
        if (!limit_ || taken_++ < *limit_) return {};
        return EnvironmentError(fmt::format("the write budget of {} requests is used up", *limit_),
                                "raise safety.write_budget in the target, or select fewer checks");
    }

    /// Before a request that must be sent all the same: a lock that lapses for want of a budget
    /// would let a second run in.
    void TakeRegardless() { ++taken_; }

  private:
    const std::optional<int> limit_;
    std::atomic<int> taken_ = 0;
};

}  // namespace plumb::run
