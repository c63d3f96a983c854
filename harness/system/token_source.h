#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/system/http_client.h"

namespace plumb::system {

/// The bearer token of one base URL: a permanent one, or one by the client credentials grant
/// (RFC 6749, 4.4) that is renewed before it expires. Safe from several threads.
class TokenSource final {
  public:
    struct Grant {
        std::string url;  ///< of the token endpoint
        std::string client_id;
        std::string client_secret;
        std::vector<std::pair<std::string, std::string>> headers;
    };
    /// Sends the token request, with the retries that are right for it.
    using Sender = std::function<Result<HttpResponse>(const HttpRequest&)>;

    static TokenSource Permanent(std::string token);
    static TokenSource ClientCredentials(Grant grant, Sender sender,
                                         std::function<void(const std::string&)> on_new_token);

    Result<std::string> Get(Milliseconds now);
    /// `token` was refused: the next Get() brings a new one. False when there is no other one.
    bool Forget(const std::string& token);

  private:
    struct State {
        std::mutex mutex;
        std::string token;
        Milliseconds renew_at = 0;
    };

    Status Renew(Milliseconds now);

    std::unique_ptr<State> state_ = std::make_unique<State>();
    Grant grant_;
    Sender sender_;  ///< empty: the token is permanent
    std::function<void(const std::string&)> on_new_token_;
};

}  // namespace plumb::system
