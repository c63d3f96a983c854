#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "mocks/http/fault.h"
#include "mocks/http/fault_reader.h"
#include "mocks/http/mock_clock.h"
#include "mocks/http/request_log.h"
#include "mocks/http/service.h"
#include "mocks/http/skewed_clock.h"

namespace plumb::mocks::http {

/// The faults of one tenant: which are set, what each has met so far, and which one meets a
/// request. Decides; what a verdict does to an answer is done elsewhere. The same faults and the
/// same requests in the same order meet in the same way. Safe from several threads.
class FaultBook final {
  public:
    /// Both must outlive the book. The log hears when a system refuses connections and when no
    /// longer, which no request could tell.
    FaultBook(MockClock& clock, RequestLog& log) : clock_(clock), log_(log) {}

    /// The clock of a system, by which it stamps its records.
    Clock& ClockOf(const std::string& system);
    /// Makes a service known; before its first request. The server may end before the book.
    void Know(std::shared_ptr<const Service> service, std::weak_ptr<Server> server);

    /// The systems of all known services, each with its operations.
    std::vector<KnownSystem> Systems() const;

    /// Sets a fault as written (see fault_reader.h) and gives its id.
    Result<std::string> Set(const yaml::Node& written);
    /// Sets all faults of a file, or none.
    Status SetAll(const yaml::Node& file);
    /// Removes a fault and says how it was, as Describe() would; nullopt when there is none.
    std::optional<nlohmann::json> Remove(const std::string& id);
    void Clear();
    /// [{"id", "match", "verdict", "fitting": requests that fitted, "met": requests met}, …]
    nlohmann::json Describe() const;

    struct Met {
        std::string fault;  ///< its id
        FaultVerdict verdict;
        Server::Handler frozen;  ///< for a stale read
    };
    /// At most one fault decides how a request is answered, the first that was set; items can be
    /// lost from the same list by several.
    struct Meeting {
        std::optional<Met> decisive;
        std::vector<Met> losses;
    };
    Meeting Meet(const Service& service, const Request& request, Client client);
    /// A fault that is met only when it shows.
    void CountLoss(const std::string& fault);

  private:
    struct Entry {
        std::string id;
        Fault fault;
        Milliseconds since = 0;
        bool refuses = false;  ///< connections to its system, until its window is over
        std::mt19937_64 random;
        int fitting = 0;
        int met = 0;
        std::map<const Service*, Server::Handler> frozen;
        std::set<std::string> ended_tokens;
    };
    struct Known {
        std::shared_ptr<const Service> service;
        std::weak_ptr<Server> server;
    };

    static nlohmann::json Describe(const Entry& entry);
    std::string Add(const Fault& fault);
    Entry MakeEntry(const Fault& fault);
    void Freeze(Entry& entry) const;
    std::vector<std::shared_ptr<Server>> ServersOf(const std::string& system);
    void Refuse(const std::string& system);
    void RefuseNoMore();
    bool IsRefusing(const std::string& system);
    static Milliseconds EndOfWindow(const Entry& entry);
    void EndRefusal(Entry& entry);
    void LogWindow(const Entry& entry, Milliseconds at, const char* event);
    void SkewClocks();
    static bool Falls(Entry& entry);
    static Met MetBy(Entry& entry, const Service& service, const std::string& token);

    MockClock& clock_;
    RequestLog& log_;
    mutable std::mutex mutex_;
    std::map<std::string, std::unique_ptr<SkewedClock>> clocks_;
    std::vector<Known> known_;
    std::vector<Entry> entries_;
    std::atomic<bool> any_ = false;  ///< most requests need not wait for the others
    int last_id_ = 0;
};

}  // namespace plumb::mocks::http
