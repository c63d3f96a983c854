#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/system/http_client.h"
#include "harness/target/target.h"

namespace plumb::system {

/// One request of the data flow that changed a record, as the mock logged it.
struct LoggedWrite {
    std::uint64_t number = 0;
    Milliseconds at = 0;
    std::string system;
    std::string entity;
    std::string record;
    bool created = false;
    bool deleted = false;
    std::string method;
    std::string target;
    std::string body;
    int status = 0;
    std::vector<std::string> faults;  ///< ids of those that it met
};

/// One request of the data flow, whatever it did, as the mock logged it.
struct LoggedRequest {
    std::uint64_t number = 0;
    std::string system;
    std::string method;
    std::string path;    ///< without the query, which may hold keys
    std::string entity;  ///< "" when it is about none
    std::string record;  ///< "" when it is about none
    int status = 0;      ///< as the data flow saw it; 0 when no answer left
    bool created = false;
    bool deleted = false;
    bool write = false;               ///< accepted, and it changed something
    int page_size = 0;                ///< of a list request that asked for one, in records
    int total = 0;                    ///< records of the list, on all of its pages
    std::vector<std::string> faults;  ///< ids of those that it met
};

struct WriteLog {
    std::vector<LoggedWrite> writes;
    std::uint64_t last = 0;     ///< number of the newest request of the tenant
    std::uint64_t dropped = 0;  ///< requests that fell out of the mock's log
};

/// How far a log of requests has come. Numbers of two logs cannot be compared.
struct LogEnd {
    std::string log;         ///< its id; the same for all systems of one tenant
    std::uint64_t last = 0;  ///< number of the newest request, whoever sent it; 0 before the first
};

/// The admin API of a mock (design, section 7). Safe from several threads.
class MockAdmin final {
  public:
    MockAdmin(target::Admin admin, HttpClient& http);

    /// Accepted writes of the data flow on this system with a larger number than `since`.
    Result<WriteLog> WritesSince(std::uint64_t since, const std::string& system);
    /// All requests of the data flow in the tenant with a larger number than `since`, whichever
    /// system they went to, oldest first; an environment error when the mock has not kept them all.
    Result<std::vector<LoggedRequest>> DataFlowRequests(std::uint64_t since = 0);
    /// Those of them with a larger number than `since` that met a fault or a rate limit (429), as
    /// far as the log goes back.
    Result<std::vector<LoggedRequest>> DisturbedRequests(std::uint64_t since);
    /// An environment error when the mock does not say which log it is.
    Result<LogEnd> EndOfLog();
    /// How many accepted writes the data flow has made in the tenant: moves exactly when one
    /// happens.
    Result<std::uint64_t> DataFlowWrites();
    /// True when the tenant's clock is virtual.
    Result<bool> HasVirtualClock();
    Result<Milliseconds> Now();
    Status Advance(Milliseconds duration);
    /// Sets a fault (mocks/README.md, "Faults") and gives its id. What the mock does not accept is
    /// an input error with its words.
    Result<std::string> SetFault(const nlohmann::json& rule);
    /// Removes a fault and says how many requests it has met.
    Result<int> TakeFault(const std::string& id);
    /// Largest page size that the data flow asked for, by "system/entity".
    Result<std::map<std::string, int>> LargestPages();

  private:
    struct RequestLog {
        std::vector<LoggedRequest> requests;
        std::uint64_t dropped = 0;
    };
    Result<RequestLog> RequestsSince(std::uint64_t since, const std::string& further = "");

    target::Admin admin_;
    HttpClient& http_;
};

}  // namespace plumb::system
