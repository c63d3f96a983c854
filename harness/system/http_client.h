#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/system/proxy.h"
#include "harness/target/transport.h"

namespace plumb::system {

struct HttpRequest {
    std::string method;
    std::string url;  ///< absolute, with the query encoded
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string content_type = "application/json";
};

struct HttpResponse {
    int status = 0;
    std::multimap<std::string, std::string> headers;  ///< names in lower case
    std::string body;
};

/// What came of a request.
struct Delivery {
    Result<HttpResponse> answer;
    /// False when no byte of it was sent (no connection, no TLS): nobody can have acted on it.
    bool has_left = true;
    /// When the certificate that the server showed ends; nullopt without TLS or without an answer.
    std::optional<Milliseconds> certificate_ends = {};
    int exchange = 0;  ///< the number that a listener gave it; 0: nobody listens
};

/// Sends requests as they are: no retries, no authentication. An error means that no answer came:
/// refused, reset, timed out, a certificate that does not verify. Redirects are answers, and never
/// followed. Safe from several threads. An interface so that tests can stand in for a server.
class HttpClient {
  public:
    virtual ~HttpClient() = default;
    virtual Result<HttpResponse> Send(const HttpRequest& request) = 0;
    /// As Send(); a client that cannot tell says that the request has left.
    virtual Delivery Deliver(const HttpRequest& request) { return {Send(request), true}; }
};

struct HttpOptions {
    Milliseconds connect_timeout = 10'000;
    Milliseconds read_timeout = 30'000;        ///< without a byte of the answer
    Milliseconds call_timeout = 120'000;       ///< from the connection to the end of the answer
    std::size_t max_answer_bytes = 64u << 20;  ///< after it was unpacked
    std::string user_agent = {};               ///< "plumb/VERSION run/ID"
    target::Tls tls = {};
    std::optional<Proxy> proxy = {};
};

/// The real one, over cpp-httplib: TLS verified, connections kept alive per host and thread,
/// answers unpacked (gzip), https through the proxy where there is one for the host.
std::unique_ptr<HttpClient> MakeHttpClient(const HttpOptions& options);

/// What a target says of a server, and who asks, as options.
HttpOptions OptionsFor(const target::Transport& transport, std::string user_agent,
                       std::optional<Proxy> proxy);

}  // namespace plumb::system
