#pragma once

#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/interrupt.h"
#include "harness/base/result.h"
#include "harness/system/http_client.h"

namespace plumb::dataflow {

/// Why a call to a node brought nothing.
struct NodeFailure {
    /// True when the node answered and the answer was broken (5xx, no JSON): the data flow's fault.
    /// False when it could not be asked: unreachable, token refused, no such pipe.
    bool misbehaves = false;
    Error error;
    bool out_of_time = false;  ///< the deadline of the node was reached: nothing was asked
};
template <class T>
using NodeResult = tl::expected<T, NodeFailure>;

/// What a node says of a pump.
struct PumpState {
    bool is_running = false;
    std::string last_run;    ///< as the node writes it; "" when it never ran
    std::string queue;       ///< what waits in its queues, as the node writes it; "" for nothing
    bool has_retry = false;  ///< an entity waits to be tried again
    std::string last_error;  ///< of its last run; "" when that went well
};

/// What a node says of a pipe beside its pump.
struct PipeState {
    bool is_disabled = false;
    bool is_valid = true;             ///< its configuration
    std::string problems;             ///< of its configuration, in the node's words; "" for none
    nlohmann::json effective_config;  ///< null when the node does not show it
};

/// The HTTP API of a Sesam node, as far as a sync needs it (facts: Sesam's swagger_public.yaml and
/// its published clients). A node that has answered once and is gone (refused, 502 to 504) is
/// waited for, at most two minutes: it may be restarting. Not for use from several threads.
class SesamNode final {
  public:
    SesamNode(std::string url, std::string token, system::HttpClient& http, Clock& clock,
              Interrupt interrupt = {});

    const std::string& Url() const { return url_; }
    /// From this time on nothing more is asked: every call fails at once, as out of time. However
    /// slowly a node answers, it takes no more time than up to then and one answer.
    void SetDeadline(Milliseconds deadline) { deadline_ = deadline; }

    /// nullopt when there is no such pipe.
    NodeResult<std::optional<PipeState>> Pipe(const std::string& pipe);
    NodeResult<PumpState> Pump(const std::string& pipe);
    /// Nothing when the pump was already running; else what it says right after the start.
    NodeResult<std::optional<PumpState>> StartPump(const std::string& pipe);

    /// `_updated` of the newest entity of a dataset; nullopt when there is no such dataset.
    NodeResult<std::optional<std::string>> Newest(const std::string& dataset);
    /// The current entities that are newer than `since` ("" for all), oldest first, at most
    /// `limit`; a JSON list.
    NodeResult<nlohmann::json> EntitiesSince(const std::string& dataset, const std::string& since,
                                             int limit, bool deleted);

    /// The same of the execution log of a pipe, whose every entry counts; nullopt for `Newest` when
    /// the node keeps none. Sesam does not promise what an entry looks like, and runs that did
    /// nothing may be missing.
    NodeResult<std::optional<std::string>> NewestInLog(const std::string& pipe);
    NodeResult<nlohmann::json> LogSince(const std::string& pipe, const std::string& since,
                                        int limit);

    NodeResult<nlohmann::json> GetStatus();
    NodeResult<nlohmann::json> ReadMetadata();
    /// As a whole: what is not in it is gone.
    NodeResult<std::monostate> WriteMetadata(const nlohmann::json& metadata);
    NodeResult<nlohmann::json> Restart();

  private:
    using Query = std::vector<std::pair<std::string, std::string>>;

    NodeResult<PumpState> ReadPump(const std::string& path, const nlohmann::json& body) const;
    NodeResult<std::optional<std::string>> NewestAt(const std::string& path);
    NodeResult<nlohmann::json> List(const std::string& path, const Query& query);
    Milliseconds PauseAfter(int attempt) const;
    NodeResult<nlohmann::json> Get(const std::string& path, const Query& query = {});
    NodeResult<system::HttpResponse> Send(const system::HttpRequest& request);
    NodeResult<nlohmann::json> Body(const std::string& path, const system::HttpResponse& answer);
    system::HttpRequest Form(const std::string& path, const std::string& body) const;

    std::string url_;  ///< ends in "/api"
    std::string token_;
    system::HttpClient& http_;
    Clock& clock_;
    Interrupt interrupt_;
    Milliseconds deadline_ = std::numeric_limits<Milliseconds>::max();
    bool has_answered_ = false;
};

/// `_updated` of an entity as text, or "".
std::string UpdatedOf(const nlohmann::json& entity);

}  // namespace plumb::dataflow
