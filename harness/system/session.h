#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "harness/base/secrets.h"
#include "harness/system/pacer.h"
#include "harness/system/system.h"
#include "harness/system/token_source.h"

namespace plumb::system {

/// One request to a system, before it is authenticated.
struct Call {
    std::string method;
    std::string base;    ///< which URL of the target: "url"
    std::string target;  ///< path and query, encoded
    std::string body;
    std::string content_type = "application/json";
    /// It may be sent again when its answer was lost: twice does no more than once.
    bool repeatable = true;
};

/// What a call came to.
struct Outcome {
    Result<HttpResponse> answer;
    /// False when its system cannot have acted on it: it was turned away (3xx, 4xx), or never left.
    bool may_have_acted = true;
};

/// Gets calls answered: authentication, pace, bounded retries; shows every exchange to the
/// listener, masked. What the answers mean is not its business, except 3xx, 401, 403, 429 and 5xx,
/// which are errors here. Safe from several threads.
class Session final {
  public:
    Session(const target::Profile& profile, const target::SystemAccess& access, HttpClient& http,
            Clock& clock, ExchangeListener listener);

    Result<HttpResponse> Send(const Call& call, const Purpose& purpose) {
        return Try(call, purpose).answer;
    }
    /// As Send(), for a call that must not be repeated when it may have been acted on.
    Outcome Try(const Call& call, const Purpose& purpose);

    /// The target's value of a key, the profile's default of an optional one, or "".
    const std::string& ValueOf(const std::string& key) const;

  private:
    using Answer = Result<HttpResponse>;

    Result<HttpRequest> Authenticated(const Call& call, std::string& token);
    Delivery Exchange(const HttpRequest& request, const Purpose& purpose);
    journal::Exchange Describe(const HttpRequest& request, const Purpose& purpose) const;
    std::optional<Milliseconds> PauseBeforeRetry(const Call& call, const Answer& answer,
                                                 int attempt);
    Outcome Finish(const Call& call, Delivery delivery) const;
    tl::unexpected<Error> Unusable(const Call& call, const HttpResponse& answer) const;
    tl::unexpected<Error> NoAnswer(const Call& call, const Error& error, bool may_have_acted) const;
    TokenSource MakeTokenSource(const std::string& base, const target::Access& how);

    const target::Profile& profile_;
    const target::SystemAccess& access_;
    HttpClient& http_;
    Clock& clock_;
    ExchangeListener listener_;
    Secrets secrets_;
    Pacer pacer_;
    std::map<std::string, TokenSource> tokens_;  ///< by base
};

}  // namespace plumb::system
