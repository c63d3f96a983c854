#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "harness/base/secrets.h"
#include "harness/system/pacer.h"
#include "harness/system/retry.h"
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
    /// Where the answer holds a list of records; nullopt: it holds none. Lists hold what is not the
    /// run's: of a tenant's only the number of records is shown to the listener.
    std::optional<std::string> list_at = {};
    std::string right = {};  ///< what an account needs for it, as a 403 is explained; "": not known
};

/// What a call came to.
struct Outcome {
    Result<HttpResponse> answer;
    /// False when its system cannot have acted on it: it was turned away (3xx, 4xx), or never left.
    bool may_have_acted = true;
    /// Where `answer` is an error because the call, which is understood, may not be made (403).
    std::optional<HttpResponse> forbidden = {};
    int exchange = 0;  ///< number of the last one; 0: nobody listens

    /// What the system has said, to a call that it forbade too; null for nothing.
    const HttpResponse* Said() const {
        if (answer) return &*answer;
        return forbidden ? &*forbidden : nullptr;
    }
};

/// Gets calls answered: authentication, pace, bounded retries; shows every exchange to the
/// listener, masked. What the answers mean is not its business, except 3xx, 401, 403, 429 and 5xx,
/// which are errors here. Safe from several threads.
class Session final {
  public:
    Session(const target::Profile& profile, const target::SystemAccess& access, HttpClient& http,
            Clock& clock, ExchangeListener listener, std::uint64_t seed = 1);

    Result<HttpResponse> Send(const Call& call, const Purpose& purpose) {
        return Try(call, purpose).answer;
    }
    /// As Send(), for a call that must not be repeated when it may have been acted on.
    Outcome Try(const Call& call, const Purpose& purpose);

    /// The target's value of a key, the profile's default of an optional one, or "".
    const std::string& ValueOf(const std::string& key) const;

    /// While the data flow runs only a share of the rate limits is used: it may have the same keys.
    void ShareLimits(bool shared) { shares_limits_ = shared; }
    bool SharesLimits() const { return shares_limits_; }
    /// How many answers were 429 so far.
    int TimesThrottled() const { return throttled_; }
    /// What time it is by the system's clock, as the newest answer that told has it, ± 1 s; by the
    /// harness's as long as none has.
    Milliseconds Now() const { return clock_.Now() + ahead_; }

  private:
    using Answer = Result<HttpResponse>;

    Result<HttpRequest> Authenticated(const Call& call, std::string& token);
    Delivery Exchange(const HttpRequest& request, const Purpose& purpose,
                      const std::optional<std::string>& list_at = {});
    void NoteTime(const HttpResponse& answer, Milliseconds sent);
    std::string Shown(const HttpRequest& request, const HttpResponse& answer,
                      const std::optional<std::string>& list_at) const;
    void AwaitTurn(const std::string& base);
    journal::Exchange Describe(const HttpRequest& request, const Purpose& purpose) const;
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
    Retry retry_;
    std::atomic<bool> shares_limits_ = false;
    std::atomic<int> throttled_ = 0;
    std::atomic<Milliseconds> ahead_ = 0;        ///< the system's clock, of the harness's
    std::map<std::string, TokenSource> tokens_;  ///< by base
};

}  // namespace plumb::system
