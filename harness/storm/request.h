#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "harness/storm/fault_kind.h"
#include "harness/system/mock_admin.h"

namespace plumb::storm {

/// One request of the data flow in the clean run: where in the run it comes, and what it is for. A
/// plain value.
struct Request {
    int number = 0;      ///< from 1, over all that a fault can meet
    int sync = 0;        ///< from 1
    std::string system;  ///< "youtrack"
    Purpose purpose = Purpose::kRead;
    bool creates = false;
    std::string method;
    std::string path;    ///< without the query
    std::string entity;  ///< "" when it is about none
    std::string what;    ///< "look at customers 5000000003"
};

/// The requests of the first `syncs` syncs; `last_requests` are the numbers in the log with which
/// each sync ended.
std::vector<Request> RequestsOf(const std::vector<system::LoggedRequest>& log,
                                const std::vector<std::uint64_t>& last_requests, int syncs);

/// Which one it is, from 1, of the requests to its system in its sync that a fault of this kind can
/// meet.
int NthFor(const FaultKind& kind, const std::vector<Request>& requests, const Request& request);

/// True when the request that met the fault is the one that was meant, as far as can be told where
/// ids differ: same system, method and entity.
bool IsSameRequest(const Request& meant, const system::LoggedRequest& met);

}  // namespace plumb::storm
