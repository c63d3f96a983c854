#include "harness/system/http_client.h"

#include <fmt/format.h>
#include <httplib.h>
#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>
#include <mutex>
#include <unordered_map>

#include "harness/base/text.h"
#include "harness/base/url.h"

namespace plumb::system {

namespace {

using SteadyClock = std::chrono::steady_clock;

Milliseconds Since(SteadyClock::time_point start) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(SteadyClock::now() - start)
        .count();
}

/// Kept-alive connections, by origin. A connection is used by one thread at a time.
class ConnectionPool final {
  public:
    explicit ConnectionPool(const HttpOptions& options) : options_(options) {}

    using Connection = std::unique_ptr<httplib::Client>;

    Connection Take(const std::string& origin) {
        {
            const std::lock_guard lock(mutex_);
            std::vector<Connection>& idle = idle_[origin];
            if (!idle.empty()) {
                Connection connection = std::move(idle.back());
                idle.pop_back();
                return connection;
            }
        }
        return Make(origin);
    }

    Connection Make(const std::string& origin) const {
        auto connection = std::make_unique<httplib::Client>(origin);
        connection->set_keep_alive(true);
        connection->set_tcp_nodelay(true);
        connection->set_follow_location(false);
        connection->set_url_encode(false);
        connection->set_connection_timeout(std::chrono::milliseconds(options_.connect_timeout));
        connection->set_read_timeout(std::chrono::milliseconds(options_.read_timeout));
        connection->set_write_timeout(std::chrono::milliseconds(options_.read_timeout));
        connection->enable_server_certificate_verification(true);
        return connection;
    }

    void GiveBack(const std::string& origin, Connection connection) {
        constexpr std::size_t kMaxIdle = 64;
        const std::lock_guard lock(mutex_);
        std::vector<Connection>& idle = idle_[origin];
        if (idle.size() < kMaxIdle) idle.push_back(std::move(connection));
    }

  private:
    const HttpOptions options_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::vector<Connection>> idle_;
};

/// How one attempt ended.
struct Attempt {
    httplib::Error error = httplib::Error::Unknown;
    bool reused = false;  ///< sent on a connection that was already open
    bool too_large = false;
    bool too_slow = false;
    Milliseconds took = 0;
    HttpResponse response;
};

bool IsIdempotent(const std::string& method) {
    return method == "GET" || method == "HEAD" || method == "PUT" || method == "DELETE";
}

/// A kept-alive connection may have been closed by the server just when it was used. Nothing is
/// known then about a request that left, so only harmless ones are repeated.
bool MayRepeat(const Attempt& attempt, const std::string& method, Milliseconds read_timeout) {
    if (!attempt.reused || attempt.took >= read_timeout) return false;
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
            Attempt attempt = Try(request, *url, pool_.Take(url->origin));
            if (MayRepeat(attempt, request.method, options_.read_timeout)) {
                attempt = Try(request, *url, pool_.Make(url->origin));
            }
            if (attempt.error == httplib::Error::Success)
                return {std::move(attempt.response), true};
            return {EnvironmentError(Explain(request, *url, attempt), Hint(attempt)),
                    !IsBeforeSending(attempt.error)};
        } catch (const std::exception& broken) {
            return {EnvironmentError(fmt::format("{} {}: the answer is not HTTP: {}",
                                                 request.method, url->origin, broken.what())),
                    true};
        }
    }

  private:
    Attempt Try(const HttpRequest& request, const Url& url, ConnectionPool::Connection connection) {
        Attempt attempt;
        attempt.reused = connection->is_socket_open() > 0;
        const auto start = SteadyClock::now();
        httplib::Request sent = ToHttplib(request, url);
        sent.content_receiver = [&](const char* bytes, std::size_t size, std::uint64_t,
                                    std::uint64_t) {
            attempt.too_large = attempt.response.body.size() + size > options_.max_answer_bytes;
            attempt.too_slow = Since(start) > 10 * options_.read_timeout;
            if (attempt.too_large || attempt.too_slow) return false;
            attempt.response.body.append(bytes, size);
            return true;
        };
        httplib::Response received;
        attempt.error = httplib::Error::Success;
        if (!connection->send(sent, received, attempt.error) &&
            attempt.error == httplib::Error::Success) {
            attempt.error = httplib::Error::Unknown;
        }
        attempt.took = Since(start);
        if (attempt.error != httplib::Error::Success) return attempt;
        attempt.response.status = received.status;
        for (auto& [name, value] : received.headers) {
            attempt.response.headers.emplace(ToLower(name), std::move(value));
        }
        pool_.GiveBack(url.origin, std::move(connection));
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
        return sent;
    }

    std::string Explain(const HttpRequest& request, const Url& url, const Attempt& attempt) const {
        std::string why = httplib::to_string(attempt.error);
        using httplib::Error;
        if (attempt.too_large) {
            why = fmt::format("the answer is larger than {} MiB", options_.max_answer_bytes >> 20);
        } else if (attempt.too_slow) {
            why = "the answer came too slowly and was given up";
        } else if (attempt.error == Error::Connection) {
            why = "no connection: nothing listens there, or it cannot be reached";
        } else if (attempt.error == Error::ConnectionTimeout) {
            why = fmt::format("no connection within {} ms", options_.connect_timeout);
        } else if (attempt.error == Error::Read && attempt.took >= options_.read_timeout) {
            why = fmt::format("no answer within {} ms", options_.read_timeout);
        } else if (attempt.error == Error::Read) {
            why = "the connection was closed before the answer was complete";
        } else if (attempt.error == Error::SSLServerVerification) {
            why = "the server's certificate could not be verified";
        }
        return fmt::format("{} {}: {}", request.method, url.origin, why);
    }

    static std::string Hint(const Attempt& attempt) {
        if (attempt.error == httplib::Error::SSLServerVerification ||
            attempt.error == httplib::Error::SSLConnection) {
            return "check the host name in the target file and the machine's certificates";
        }
        if (attempt.too_large) return {};
        return "check that the server runs and that the URL in the target file is right";
    }

    const HttpOptions options_;
    ConnectionPool pool_;
};

}  // namespace

std::unique_ptr<HttpClient> MakeHttpClient(const HttpOptions& options) {
    // cpp-httplib writes without MSG_NOSIGNAL: a server that closes early would end the program.
    std::signal(SIGPIPE, SIG_IGN);
    return std::make_unique<HttplibClient>(options);
}

}  // namespace plumb::system
