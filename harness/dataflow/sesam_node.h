#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/system/http_client.h"

namespace plumb::dataflow {

/// Why a call to a node brought nothing.
struct NodeFailure {
    /// True when the node answered and the answer was broken (5xx, no JSON): the data flow's fault.
    /// False when it could not be asked: unreachable, token refused, no such pipe.
    bool misbehaves = false;
    Error error;
};
template <class T>
using NodeResult = tl::expected<T, NodeFailure>;

/// What a node says of a pump.
struct PumpState {
    bool is_running = false;
    std::string last_run;    ///< as the node writes it; "" when it never ran
    bool has_queue = false;  ///< something waits in one of its queues
    bool has_retry = false;  ///< an entity waits to be tried again
    std::string last_error;  ///< of its last run; "" when that went well
};

/// The HTTP API of a Sesam node, as far as a sync needs it (facts: Sesam's swagger_public.yaml and
/// its published clients). Not for use from several threads.
class SesamNode final {
  public:
    SesamNode(std::string url, std::string token, system::HttpClient& http, Clock& clock);

    const std::string& Url() const { return url_; }

    NodeResult<PumpState> Pump(const std::string& pipe);
    /// Nothing when the pump was already running; else what it says right after the start.
    NodeResult<std::optional<PumpState>> StartPump(const std::string& pipe);

    /// `_updated` of the newest entity of a dataset; nullopt when there is no such dataset.
    NodeResult<std::optional<std::string>> Newest(const std::string& dataset);
    /// The current entities that are newer than `since` ("" for all), oldest first, at most
    /// `limit`; a JSON list.
    NodeResult<nlohmann::json> EntitiesSince(const std::string& dataset, const std::string& since,
                                             int limit, bool deleted);

    NodeResult<nlohmann::json> GetStatus();
    NodeResult<nlohmann::json> Restart();

  private:
    using Query = std::vector<std::pair<std::string, std::string>>;

    NodeResult<PumpState> ReadPump(const std::string& path, const nlohmann::json& body) const;
    NodeResult<nlohmann::json> Get(const std::string& path, const Query& query = {});
    NodeResult<system::HttpResponse> Send(const system::HttpRequest& request);
    NodeResult<nlohmann::json> Body(const std::string& path, const system::HttpResponse& answer);
    system::HttpRequest Form(const std::string& path, const std::string& body) const;

    std::string url_;  ///< ends in "/api"
    std::string token_;
    system::HttpClient& http_;
    Clock& clock_;
};

/// `_updated` of an entity as text, or "".
std::string UpdatedOf(const nlohmann::json& entity);

}  // namespace plumb::dataflow
