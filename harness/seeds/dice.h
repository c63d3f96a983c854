#pragma once

#include <cstdint>
#include <initializer_list>
#include <random>

namespace plumb::seeds {

/// Chance that follows from a seed alone: the same throws in the same order give the same results
/// on every machine. Not for use from several threads.
class Dice final {
  public:
    explicit Dice(std::uint64_t seed) : random_(seed * 0x9E3779B97F4A7C15u + 1) {}

    template <class T>
    T OneOf(std::initializer_list<T> choices) {
        return *(choices.begin() + static_cast<std::ptrdiff_t>(random_() % choices.size()));
    }
    bool OneIn(unsigned count) { return random_() % count == 0; }

  private:
    std::mt19937_64 random_;
};

}  // namespace plumb::seeds
