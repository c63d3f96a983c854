#pragma once

#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/clock.h"
#include "mocks/http/known_system.h"
#include "mocks/http/message.h"

namespace plumb::mocks::http {

/// Who sent a request to a system: the harness names itself in its User-Agent ("plumb/…"), all
/// others are the data flow under test (design, section 7). Neither of them are those who ask a
/// Sesam node, which is the data flow itself, and the mocks themselves.
enum class Client { kHarness, kDataFlow, kOther };

/// Stands for an answer that is not kept any more.
constexpr const char* kForgotten = "(forgotten)";

/// A request with what came of it; or, with an `event`, something that a mock did by itself.
struct LoggedRequest {
    std::uint64_t number = 0;  ///< counts from 1 over all systems of the tenant
    Milliseconds at = 0;       ///< by the tenant's clock
    std::string system{};      ///< "youtrack", "poweroffice-go", "sesam"
    Client client = Client::kDataFlow;
    std::string event{};  ///< "" for a request
    std::string method{};
    std::string target{};  ///< path and query
    std::string body{};    ///< of the request, shortened to 4 KiB
    int status = 0;        ///< as the client saw it; 0 when no answer left
    std::string answer{};  ///< of the response, shortened to 1 KiB; kForgotten when it is long ago
    Effect effect{};
    bool matched = true;                    ///< false when no operation of the system has this path
    std::string nearest{};                  ///< then: the operation with the nearest path
    std::vector<std::string> faults{};      ///< ids of the faults that met the request
    std::vector<std::string> departures{};  ///< from the API's document, when somebody looks
};

/// All requests of one tenant, oldest first; one log for all its systems, so that the order across
/// systems is known. Secrets are not in it: headers are never kept. Safe from several threads.
class RequestLog final {
  public:
    explicit RequestLog(std::size_t max_requests = 200'000);

    /// Numbers and keeps a request; the oldest falls out when the log is full, by number or above
    /// 256 MiB of text. Of the oldest answers only that there was one is kept, above 32 MiB of
    /// them.
    void Add(LoggedRequest request);
    /// Forgets all requests and page sizes. Numbers and the count of writes go on, so that a reader
    /// who remembers the last number misses nothing.
    void Clear();

    struct Query {
        std::uint64_t since = 0;  ///< only those with a larger number
        std::string system{};     ///< "" for all
        std::string entity{};     ///< "" for all
        std::string record{};     ///< "" for all
        std::string fault{};      ///< "" for all
        Milliseconds from = 0;    ///< by the tenant's clock, both ends included
        Milliseconds to = std::numeric_limits<Milliseconds>::max();
        bool only_unmatched = false;
        bool only_writes = false;
        bool only_data_flow = false;
        bool only_disturbed = false;  ///< met by a fault, or turned away by a rate limit (429)
        std::size_t limit = 10'000;
    };
    std::vector<LoggedRequest> Find(const Query& query) const;

    /// Makes an API known whose requests will be in the log.
    void Know(const std::string& system, const Operations& operations);
    std::vector<KnownSystem> Systems() const;

    /// Of this log and no other, for as long as it exists: numbers can be compared only where it is
    /// the same. 16 hexadecimal digits.
    const std::string& Id() const { return id_; }
    std::uint64_t LastNumber() const;
    /// Requests that fell out of the log, so that a reader knows when it is incomplete.
    std::uint64_t Dropped() const;
    /// The largest page size that the data flow asked for on each list, by "system/entity".
    nlohmann::json LargestPages() const;
    /// The number of accepted writes by the data flow: moves when, and only when, one happens.
    std::uint64_t DataFlowWrites() const;

  private:
    void DropOldest();
    void ForgetOldestAnswer();

    const std::string id_;
    mutable std::mutex mutex_;
    std::size_t max_requests_;
    std::size_t bytes_ = 0;
    std::size_t answer_bytes_ = 0;  ///< of these
    std::uint64_t forgotten_ = 0;   ///< the last request whose answer is not kept
    std::deque<LoggedRequest> requests_;
    std::vector<KnownSystem> systems_;
    std::uint64_t last_number_ = 0;
    std::uint64_t dropped_ = 0;
    std::uint64_t data_flow_writes_ = 0;
    std::map<std::string, long long> largest_pages_;  ///< records, by "system/entity"
};

nlohmann::json ToJson(const LoggedRequest& request);

}  // namespace plumb::mocks::http
