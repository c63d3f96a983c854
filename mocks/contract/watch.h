#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "mocks/contract/contract.h"

namespace plumb::mocks::contract {

/// Holds everything that passes the servers of a tenant against the documents, and remembers what
/// departed from them, also of servers whose requests are in no log. Safe from several threads.
class Watch final {
  public:
    explicit Watch(Contract contract) : contract_(std::move(contract)) {}

    /// The departures of one request and its answer, in the form of http::Contract.
    std::vector<std::string> See(std::string_view system, const http::Request& request,
                                 const http::Response* answer);
    /// How many requests to a system were held against its documents so far.
    std::uint64_t Seen(std::string_view system) const;
    /// Each line once, in alphabetical order; at most a thousand.
    std::vector<std::string> Departures() const;

  private:
    const Contract contract_;
    mutable std::mutex mutex_;
    std::set<std::string> departures_;
    std::map<std::string, std::uint64_t, std::less<>> seen_;
};

}  // namespace plumb::mocks::contract
