#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/doctor/finding.h"
#include "harness/system/http_client.h"

namespace plumb::doctor {

/// What was seen of one server, over all its answers.
struct ServerSeen {
    std::string origin;  ///< "https://example.youtrack.cloud"
    int answers = 0;
    int throttled = 0;         ///< answers 429
    Milliseconds fastest = 0;  ///< answer
    /// From the last answer until the server's certificate ends; nullopt without TLS.
    std::optional<Milliseconds> certificate_left;
    std::optional<Milliseconds> certificate_ends;
    std::optional<Milliseconds> ahead;  ///< its clock before this machine's, nearest seen; ± 1 s
};

/// A certificate that ends within two weeks; nothing for one that lasts longer, or without TLS.
std::optional<Finding> FindingOnCertificate(const ServerSeen& seen);

/// Sends requests through another client and keeps what the answers tell of their servers: time,
/// speed, refusals. Changes nothing. Safe from several threads.
class Observer final : public system::HttpClient {
  public:
    Observer(system::HttpClient& http, Clock& clock) : http_(http), clock_(clock) {}

    Result<system::HttpResponse> Send(const system::HttpRequest& request) override {
        return Deliver(request).answer;
    }
    system::Delivery Deliver(const system::HttpRequest& request) override;

    /// Nothing when the server of this URL has answered no request.
    std::optional<ServerSeen> At(const std::string& url) const;
    std::vector<ServerSeen> All() const;  ///< by origin

  private:
    system::HttpClient& http_;
    Clock& clock_;
    mutable std::mutex mutex_;
    std::map<std::string, ServerSeen> seen_;  ///< by origin
};

}  // namespace plumb::doctor
