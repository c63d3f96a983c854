#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <utility>

namespace plumb::dataflow {

/// Tells whether the data flow still wrote to the systems in the last rounds of a sync. Without a
/// counter nobody can tell, and it says no.
class WriteWatch final {
  public:
    explicit WriteWatch(std::function<std::uint64_t()> counter) : counter_(std::move(counter)) {}

    void Begin() {
        counts_.clear();
        EndRound();
    }
    void EndRound() {
        if (!counter_) return;
        counts_.push_back(counter_());
        if (counts_.size() > kRounds + 1) counts_.pop_front();
    }
    bool HasCounter() const { return static_cast<bool>(counter_); }
    bool WroteInLastRound() const {
        return counts_.size() > 1 && counts_.back() != counts_[counts_.size() - 2];
    }
    bool StillWriting() const { return InLastRounds() > 0; }
    /// Writes in the last two rounds.
    std::uint64_t InLastRounds() const {
        return counts_.empty() ? 0 : counts_.back() - counts_.front();
    }

  private:
    static constexpr std::size_t kRounds = 2;  ///< that count as the last ones

    std::function<std::uint64_t()> counter_;
    std::deque<std::uint64_t> counts_;
};

}  // namespace plumb::dataflow
