#include "mocks/contract/watch.h"

namespace plumb::mocks::contract {

namespace {

constexpr std::size_t kKept = 1000;

}  // namespace

std::vector<std::string> Watch::See(std::string_view system, const http::Request& request,
                                    const http::Response& response) {
    std::vector<std::string> lines = contract_.Explain(system, request, response);
    if (lines.empty()) return lines;
    const std::lock_guard lock(mutex_);
    for (const std::string& line : lines) {
        if (departures_.size() < kKept) departures_.insert(line);
    }
    return lines;
}

std::vector<std::string> Watch::Departures() const {
    const std::lock_guard lock(mutex_);
    return {departures_.begin(), departures_.end()};
}

}  // namespace plumb::mocks::contract
