#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "harness/base/clock.h"
#include "mocks/http/tls.h"
#include "mocks/sesam/policies.h"

namespace plumb::mocks::sesam {

struct HttpCall {
    std::string method = {};
    std::string target = {};  ///< path and query, percent-encoded, after the base URL
    std::string body = {};
    std::string content_type = "application/json";
    std::map<std::string, std::string> headers = {};
    bool repeatable = false;  ///< carrying it out twice does no harm: reads and tokens
};

struct HttpAnswer {
    int status = 0;  ///< 0: no answer
    std::string body;
    std::string failure;    ///< why there is none
    bool is_final = false;  ///< not to be asked again, whatever the status says
};

/// One kept-alive connection to one base URL. Repeats what was surely not carried out (429, 503
/// with Retry-After), and repeatable calls after other failures too; a bounded number of times,
/// waiting by the clock. Not for use from several threads.
class HttpPort final {
  public:
    /// `policies` must outlive it. `tls`: that of the servers, when they are in this process.
    HttpPort(std::string base_url, Clock& clock, const ReadPolicies& policies,
             const std::shared_ptr<const http::Tls>& tls = nullptr);
    ~HttpPort();

    HttpAnswer Send(const HttpCall& call);

  private:
    class Impl;
    HttpAnswer SendOnce(const HttpCall& call, std::optional<Milliseconds>& retry_after);

    Clock& clock_;
    const ReadPolicies& policies_;
    std::string prefix_;  ///< the path of the base URL
    std::unique_ptr<Impl> impl_;
};

/// Percent-encodes everything but unreserved characters.
std::string Encode(const std::string& text);

/// "seconds" or an HTTP date, as a time to wait from `now`; nothing when it is neither.
std::optional<Milliseconds> ParseRetryAfter(const std::string& text, Milliseconds now);

/// One line for a note: "400 Bad Request body", shortened.
std::string Describe(const HttpAnswer& answer);

}  // namespace plumb::mocks::sesam
