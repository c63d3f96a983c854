#include "harness/system/http_client.h"

#include <fmt/format.h>
#include <httplib.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <mutex>
#include <unordered_map>

#include "harness/base/text.h"
#include "harness/base/url.h"
#include "harness/system/certificate_end.h"
#include "harness/system/deadline_watch.h"
#include "harness/system/tls_failure.h"

namespace plumb::system {

namespace {

using SteadyClock = std::chrono::steady_clock;

Milliseconds Since(SteadyClock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start)
        .count();
}

void SetUpTls(httplib::Client& connection, const target::Tls& tls) {
    SSL_CTX* context = connection.ssl_context();
    if (context == nullptr) return;
    SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
    // A server's own certificate is authority enough for itself.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context), X509_V_FLAG_PARTIAL_CHAIN);
    connection.enable_server_certificate_verification(true);
    if (!tls.ca.path.empty()) connection.set_ca_cert_path(tls.ca.path);
    if (tls.client_certificate.path.empty()) return;
    SSL_CTX_use_certificate_chain_file(context, tls.client_certificate.path.c_str());
    SSL_CTX_use_PrivateKey_file(context, tls.client_key.path.c_str(), SSL_FILETYPE_PEM);
}

/// One connection and what is to be known of it while it is used.
struct Line {
    explicit Line(const std::string& origin) : client(origin) {}

    httplib::Client client;
    DeadlineWatch::Call* call = nullptr;           ///< that uses it now
    int tunnel_status = 0;                         ///< what the proxy answered, when it was asked
    std::optional<Milliseconds> certificate_ends;  ///< the server's, as of the last handshake
};

/// Kept-alive connections, by origin. A connection is used by one thread at a time.
class ConnectionPool final {
  public:
    explicit ConnectionPool(const HttpOptions& options) : options_(options) {}

    using Connection = std::unique_ptr<Line>;

    Connection Take(const Url& url) {
        {
            const std::lock_guard lock(mutex_);
            std::vector<Connection>& idle = idle_[url.origin];
            if (!idle.empty()) {
                Connection connection = std::move(idle.back());
                idle.pop_back();
                return connection;
            }
        }
        return Make(url);
    }

    Connection Make(const Url& url) const {
        auto line = std::make_unique<Line>(url.origin);
        httplib::Client& client = line->client;
        client.set_keep_alive(true);
        client.set_tcp_nodelay(true);
        client.set_follow_location(false);
        client.set_url_encode(false);
        client.set_connection_timeout(std::chrono::milliseconds(options_.connect_timeout));
        client.set_read_timeout(std::chrono::milliseconds(options_.read_timeout));
        client.set_write_timeout(std::chrono::milliseconds(options_.read_timeout));
        client.set_socket_options([at = line.get()](int socket) {
            if (at->call != nullptr) at->call->Uses(socket);
        });
        SetUpTls(client, options_.tls);
        if (client.ssl_context() != nullptr)
            KeepCertificateEnd(client.ssl_context(), line->certificate_ends);
        if (options_.proxy && options_.proxy->IsFor(url)) SetUpProxy(*line, *options_.proxy);
        return line;
    }

    void GiveBack(const std::string& origin, Connection connection) {
        constexpr std::size_t kMaxIdle = 64;
        const std::lock_guard lock(mutex_);
        std::vector<Connection>& idle = idle_[origin];
        if (idle.size() < kMaxIdle) idle.push_back(std::move(connection));
    }

  private:
    /// cpp-httplib shows the proxy's credentials to whoever is asked next on the connection: the
    /// server behind the proxy. So they are taken away once the tunnel stands.
    static void SetUpProxy(Line& line, const Proxy& proxy) {
        line.client.set_proxy(proxy.host, proxy.port);
        line.client.set_proxy_basic_auth(proxy.user, proxy.password);
        line.client.set_logger(
            [&line](const httplib::Request& asked, const httplib::Response& got) {
                if (asked.method != "CONNECT") return;
                line.tunnel_status = got.status;
                line.client.set_proxy_basic_auth("", "");
            });
    }

    const HttpOptions options_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::vector<Connection>> idle_;
};

/// How one attempt ended.
struct Attempt {
    httplib::Error error = httplib::Error::Unknown;
    bool reused = false;  ///< sent on a connection that was already open
    bool too_large = false;
    bool too_slow = false;  ///< the whole call took too long
    int tunnel_status = 0;
    long certificate = 0;  ///< what was said of the server's
    TlsFailure tls;
    Milliseconds took = 0;
    std::optional<Milliseconds> certificate_ends;
    HttpResponse response;
};

bool IsIdempotent(const std::string& method) {
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE";
}

/// A kept-alive connection may have been closed by the server just when it was used. Nothing is
/// known then about a request that left, so only harmless ones are repeated.
bool MayRepeat(const Attempt& attempt, const std::string& method, Milliseconds read_timeout) {
    if (!attempt.reused || attempt.too_slow || attempt.took >= read_timeout) return false;
    if (attempt.tunnel_status != 0) return true;  // a new tunnel was wanted, and nothing sent
    if (attempt.error == httplib::Error::Connection) return true;
    const bool broken =
        attempt.error == httplib::Error::Read || attempt.error == httplib::Error::Write;
    return broken && IsIdempotent(method);
}

/// Errors that come before the first byte of a request is sent.
bool IsBeforeSending(httplib::Error error) {
    using httplib::Error;
    switch (error) {
        case Error::Connection:
        case Error::ConnectionTimeout:
        case Error::BindIPAddress:
        case Error::SSLConnection:
        case Error::SSLLoadingCerts:
        case Error::SSLServerVerification:
            return true;
        default:
            return false;
    }
}

bool HasBrokenHeader(const HttpRequest& request) {
    return std::any_of(request.headers.begin(), request.headers.end(), [](const auto& header) {
        return header.second.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos;
    });
}

class HttplibClient final : public HttpClient {
  public:
    explicit HttplibClient(const HttpOptions& options) : options_(options), pool_(options) {}

    Result<HttpResponse> Send(const HttpRequest& request) override {
        return Deliver(request).answer;
    }

    Delivery Deliver(const HttpRequest& request) override {
        const auto url = ParseUrl(request.url);
        if (!url)
            return {InputError(fmt::format("'{}' is not an http or https URL", request.url)),
                    false};
        if (HasBrokenHeader(request)) {
            return {InputError(fmt::format("a header for {} holds a line break", url->origin), {},
                               "look for one in the tokens and keys of the target file"),
                    false};
        }
        try {
            DeadlineWatch::Call call(
                watch_, SteadyClock::now() + std::chrono::milliseconds(options_.call_timeout));
            Attempt attempt = Try(request, *url, pool_.Take(*url), call);
            if (MayRepeat(attempt, request.method, options_.read_timeout)) {
                attempt = Try(request, *url, pool_.Make(*url), call);
            }
            if (attempt.error == httplib::Error::Success)
                return {std::move(attempt.response), true, attempt.certificate_ends};
            return {EnvironmentError(Explain(request, *url, attempt), Hint(*url, attempt)),
                    !IsBeforeSending(attempt.error)};
        } catch (const std::exception& broken) {
            return {EnvironmentError(fmt::format("{} {}: the answer is not HTTP: {}",
                                                 request.method, url->origin, broken.what())),
                    true};
        }
    }

  private:
    Attempt Try(const HttpRequest& request, const Url& url, ConnectionPool::Connection line,
                DeadlineWatch::Call& call) {
        Attempt attempt;
        httplib::Client& connection = line->client;
        attempt.reused = connection.is_socket_open() > 0;
        if (attempt.reused) call.Uses(connection.socket());
        line->call = &call;
        line->tunnel_status = 0;
        const auto start = SteadyClock::now();
        httplib::Request sent = ToHttplib(request, url);
        sent.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t,
                                    std::uint64_t) {
            attempt.too_large = attempt.response.body.size() + size > options_.max_answer_bytes;
            if (attempt.too_large) return false;
            attempt.response.body.append(bytes, size);
            return true;
        };
        httplib::Response received;
        attempt.error = httplib::Error::Success;
        ERR_clear_error();
        if (!connection.send(sent, received, attempt.error) &&
            attempt.error == httplib::Error::Success) {
            attempt.error = httplib::Error::Unknown;
        }
        line->call = nullptr;
        attempt.took = Since(start);
        attempt.too_slow = call.IsLate();
        attempt.tunnel_status = line->tunnel_status;
        if (attempt.tunnel_status >= 300) attempt.error = httplib::Error::Connection;
        if (attempt.error != httplib::Error::Success) {
            attempt.certificate = connection.get_openssl_verify_result();
            attempt.tls = TakeTlsFailure(url.host);
            return attempt;
        }
        attempt.certificate_ends = line->certificate_ends;
        attempt.response.status = received.status;
        for (auto& [name, value] : received.headers) {
            attempt.response.headers.emplace(ToLower(name), std::move(value));
        }
        pool_.GiveBack(url.origin, std::move(line));
        return attempt;
    }

    httplib::Request ToHttplib(const HttpRequest& request, const Url& url) const {
        httplib::Request sent;
        sent.method = request.method;
        sent.path = url.target.starts_with('/') ? url.target : "/" + url.target;
        for (const auto& [name, value] : request.headers) sent.headers.emplace(name, value);
        if (!options_.user_agent.empty()) sent.headers.emplace("User-Agent", options_.user_agent);
        sent.body = request.body;
        if (!request.body.empty()) sent.headers.emplace("Content-Type", request.content_type);
        sent.headers.emplace("Accept-Encoding", "gzip");
        return sent;
    }

    std::string Explain(const HttpRequest& request, const Url& url, const Attempt& attempt) const {
        const bool proxied = options_.proxy && options_.proxy->IsFor(url);
        const std::string through = proxied
                                        ? fmt::format(" through the proxy {}:{}",
                                                      options_.proxy->host, options_.proxy->port)
                                        : "";
        return fmt::format("{} {}{}: {}", request.method, url.origin, through, Why(url, attempt));
    }

    std::string Why(const Url& url, const Attempt& attempt) const {
        using httplib::Error;
        if (attempt.too_large)
            return fmt::format("the answer is larger than {} MiB", options_.max_answer_bytes >> 20);
        if (attempt.too_slow)
            return fmt::format("no whole answer within {} ms: it was given up",
                               options_.call_timeout);
        if (attempt.tunnel_status >= 300)
            return fmt::format("the proxy answered {}", attempt.tunnel_status);
        if (attempt.error == Error::SSLServerVerification)
            return ExplainCertificate(attempt.certificate, url.host).why;
        if (!attempt.tls.why.empty()) return attempt.tls.why;
        if (attempt.error == Error::SSLLoadingCerts)
            return fmt::format("the certificates in {} cannot be read", options_.tls.ca.path);
        if (attempt.error == Error::Connection)
            return "no connection: nothing listens there, or it cannot be reached";
        if (attempt.error == Error::ConnectionTimeout)
            return fmt::format("no connection within {} ms", options_.connect_timeout);
        if (attempt.error == Error::Read && attempt.took >= options_.read_timeout)
            return fmt::format("no answer within {} ms", options_.read_timeout);
        if (attempt.error == Error::Read)
            return "the connection was closed before the answer was complete";
        if (attempt.error == Error::Write)
            return "the connection was closed before the request was sent";
        if (attempt.error == Error::SSLConnection)
            return "the connection ended before it was secured";
        return httplib::to_string(attempt.error);
    }

    std::string Hint(const Url& url, const Attempt& attempt) const {
        if (attempt.too_large) return {};
        if (attempt.too_slow) return "'timeouts' in the target file says how long may be waited";
        if (attempt.tunnel_status == 407)
            return "https_proxy must hold the proxy's user and password";
        if (attempt.tunnel_status >= 300)
            return "the proxy must let connections to this host through; no_proxy exempts it";
        if (attempt.error == httplib::Error::SSLServerVerification)
            return ExplainCertificate(attempt.certificate, url.host).hint;
        if (!attempt.tls.hint.empty()) return attempt.tls.hint;
        const bool broken =
            attempt.error == httplib::Error::Read || attempt.error == httplib::Error::Write;
        if (broken && url.scheme == "https" && options_.tls.client_certificate.path.empty())
            return HintForSilentEnd();
        if (broken && url.scheme == "http")
            return "check that the server runs, and that it does not want https";
        return "check that the server runs and that the URL in the target file is right";
    }

    const HttpOptions options_;
    DeadlineWatch watch_;
    ConnectionPool pool_;
};

}  // namespace

std::unique_ptr<HttpClient> MakeHttpClient(const HttpOptions& options) {
    // cpp-httplib writes without MSG_NOSIGNAL: a server that closes early would end the program.
    std::signal(SIGPIPE, SIG_IGN);
    return std::make_unique<HttplibClient>(options);
}

HttpOptions OptionsFor(const target::Transport& transport, std::string user_agent,
                       std::optional<Proxy> proxy) {
    HttpOptions options;
    options.connect_timeout = Milliseconds{transport.timeouts.connect_s} * 1000;
    options.read_timeout = Milliseconds{transport.timeouts.read_s} * 1000;
    options.call_timeout = Milliseconds{transport.timeouts.call_s} * 1000;
    options.user_agent = std::move(user_agent);
    options.tls = transport.tls;
    options.proxy = std::move(proxy);
    return options;
}

}  // namespace plumb::system
