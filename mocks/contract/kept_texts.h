#pragma once

#include <functional>
#include <mutex>
#include <string_view>
#include <unordered_set>

namespace plumb::mocks::contract {

/// Texts that were found to keep to one schema, known by their hashes: clients that poll get the
/// same pages again and again. Safe from several threads.
class KeptTexts final {
  public:
    bool Has(std::string_view text) const {
        const std::lock_guard lock(mutex_);
        return hashes_.contains(std::hash<std::string_view>()(text));
    }
    void Add(std::string_view text) {
        const std::lock_guard lock(mutex_);
        if (hashes_.size() >= kMost) hashes_.clear();
        hashes_.insert(std::hash<std::string_view>()(text));
    }

  private:
    static constexpr std::size_t kMost = 10'000;
    mutable std::mutex mutex_;
    std::unordered_set<std::size_t> hashes_;
};

}  // namespace plumb::mocks::contract
