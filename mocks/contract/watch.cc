#include "mocks/contract/watch.h"

namespace plumb::mocks::contract {

namespace {

constexpr std::size_t kKept = 1000;

}  // namespace

std::vector<std::string> Watch::See(std::string_view system, const http::Request& request,
                                    const http::Response* answer) {
    std::vector<std::string> lines = contract_.Explain(system, request, answer);
    const std::lock_guard lock(mutex_);
    ++seen_[std::string(system)];
    for (const std::string& line : lines) {
        if (departures_.size() < kKept) departures_.insert(line);
    }
    return lines;
}

std::uint64_t Watch::Seen(std::string_view system) const {
    const std::lock_guard lock(mutex_);
    const auto found = seen_.find(system);
    return found == seen_.end() ? 0 : found->second;
}

std::vector<std::string> Watch::Departures() const {
    const std::lock_guard lock(mutex_);
    return {departures_.begin(), departures_.end()};
}

}  // namespace plumb::mocks::contract
