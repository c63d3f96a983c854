#include "mocks/http/server.h"

#include <httplib.h>
#include <sys/socket.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <limits>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "mocks/http/connection.h"
#include "mocks/http/target.h"
#include "mocks/http/worker_pool.h"

namespace plumb::mocks::http {

namespace {

constexpr std::size_t kMaxHeaderBytes = 256u << 10;
constexpr int kBacklog = 512;
constexpr const char* kContentType = "X-Plumb-Content-Type";

class ConnectionStream final : public httplib::Stream {
  public:
    explicit ConnectionStream(Connection& connection) : connection_(connection) {}

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* bytes, std::size_t size) override { return connection_.Read(bytes, size); }
    ssize_t write(const char* bytes, std::size_t size) override {
        return connection_.Write(bytes, size);
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return connection_.Socket(); }

  private:
    Connection& connection_;
};

class Tasks final : public httplib::TaskQueue {
  public:
    explicit Tasks(std::size_t threads) : pool_(threads) {}
    void enqueue(std::function<void()> job) override { pool_.Add(std::move(job)); }
    void shutdown() override { pool_.Finish(); }

  private:
    WorkerPool pool_;
};

/// The sockets that are open, so that ending the server can end every wait at once.
class OpenSockets final {
  public:
    bool Add(int socket) {
        const std::lock_guard lock(mutex_);
        if (!ended_) sockets_.insert(socket);
        return !ended_;
    }
    void Remove(int socket) {
        const std::lock_guard lock(mutex_);
        sockets_.erase(socket);
    }
    void End() {
        const std::lock_guard lock(mutex_);
        ended_ = true;
        for (int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
    }

  private:
    std::mutex mutex_;
    std::set<int> sockets_;
    bool ended_ = false;
};

bool HasBodyByNature(const std::string& method) {
    return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

/// Keeps cpp-httplib from being clever with a request whose line and headers were read: no form or
/// multipart parsing, no decompression, no ranges, no waiting for a body that is not announced.
/// Returns false when the connection cannot be used again after this request.
bool Simplify(httplib::Request& request) {
    // Routes are regular expressions on the path; ours is in the target, of any length.
    request.path.assign(1, '/');
    request.params.clear();
    request.ranges.clear();
    if (request.has_header("Content-Type")) {
        request.set_header(kContentType, request.get_header_value("Content-Type"));
        request.headers.erase("Content-Type");
    }
    request.headers.erase("Content-Encoding");
    request.headers.erase("Accept-Encoding");
    const bool has_body =
        request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
    if (!has_body) request.set_header("Content-Length", "0");
    return !has_body || HasBodyByNature(request.method) ||
           request.get_header_value("Content-Length") == "0";
}

Request FromLibrary(const httplib::Request& request) {
    Request ours;
    ours.method = request.method;
    SetTarget(ours, request.target);
    for (const auto& [name, value] : request.headers) {
        const bool added = name.find('_') != std::string::npos;  // REMOTE_ADDR and its like
        if (added) continue;
        const std::string key = name == kContentType ? "content-type" : ToLower(name);
        std::string& all = ours.headers[key];
        if (!all.empty()) all += ", ";
        all += value;
    }
    ours.body = request.body;
    return ours;
}

Response MocksFault(const std::string& what) {
    const Json body = {
        {"error", "mock_server_failure"},
        {"error_description", fmt::format("The mock server itself failed, which is a defect of the "
                                          "mock and never of the data flow: {}",
                                          what)}};
    Response response;
    response.status = 500;
    response.body = Dump(body);
    return response;
}

Response Guarded(const Server::Handler& handler, const Request& request) {
    try {
        return handler(request);
    } catch (const std::exception& problem) {
        return MocksFault(problem.what());
    } catch (...) {
        return MocksFault("unknown exception");
    }
}

class Listener final : public httplib::Server {
  public:
    Listener(const ServerOptions& options, mocks::http::Server::Handler handler);

    /// The port, or an error that names it.
    Result<int> Bind();
    void EndConnections() { open_.End(); }

  private:
    void Answer(const httplib::Request& request, httplib::Response& response) const;
    bool process_and_close_socket(socket_t socket) override;
    bool ServeOne(Connection& connection);

    ServerOptions options_;
    mocks::http::Server::Handler handler_;
    OpenSockets open_;
};

Listener::Listener(const ServerOptions& options, mocks::http::Server::Handler handler)
    : options_(options), handler_(std::move(handler)) {
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
        Answer(request, response);
    };
    Get("/", answer).Post("/", answer).Put("/", answer).Patch("/", answer);
    Delete("/", answer).Options("/", answer);
    set_pre_routing_handler([](const httplib::Request& request, httplib::Response& response) {
        const bool routed = HasBodyByNature(request.method) || request.method == "GET" ||
                            request.method == "HEAD" || request.method == "OPTIONS";
        if (!routed) response.status = 405;
        return routed ? HandlerResponse::Unhandled : HandlerResponse::Handled;
    });
    set_payload_max_length(options_.max_body_bytes);
    set_keep_alive_max_count(std::numeric_limits<int>::max());
    set_keep_alive_timeout(options_.idle_timeout_ms / 1000);
    // Not the library's SO_REUSEPORT, with which two servers could share a port unnoticed.
    set_socket_options([](socket_t socket) {
        const int on = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    const auto threads = static_cast<std::size_t>(std::max(options_.threads, 1));
    new_task_queue = [threads] { return std::make_unique<Tasks>(threads).release(); };
}

Result<int> Listener::Bind() {
    errno = 0;
    const bool any = options_.port == 0;
    const int port = any ? bind_to_any_port(options_.host)
                         : (bind_to_port(options_.host, options_.port) ? options_.port : -1);
    if (port < 0) {
        const std::string reason =
            errno == EADDRINUSE ? "it is in use by another program"
                                : (errno == 0 ? "the address is not ours" : std::strerror(errno));
        return EnvironmentError(
            fmt::format("port {} on {} cannot be opened: {}", options_.port, options_.host, reason),
            "choose another port, or 0 for any free one");
    }
    ::listen(svr_sock_, kBacklog);  // the library's five drop connections when many come at once
    return port;
}

void Listener::Answer(const httplib::Request& request, httplib::Response& response) const {
    Response ours = Guarded(handler_, FromLibrary(request));
    response.status = ours.status;
    for (const auto& [name, value] : ours.headers) response.set_header(name, value);
    if (!ours.body.empty()) response.set_header("Content-Type", ours.content_type);
    response.body = std::move(ours.body);
}

bool Listener::process_and_close_socket(socket_t socket) {
    Connection connection(socket, options_.read_timeout_ms);
    if (!open_.Add(socket)) return false;
    while (connection.WaitForRequest(options_.idle_timeout_ms) && ServeOne(connection)) {
    }
    open_.Remove(socket);
    return true;
}

bool Listener::ServeOne(Connection& connection) {
    ConnectionStream stream(connection);
    bool must_close = false;
    bool reusable = false;
    connection.BeginRequest(options_.max_body_bytes + kMaxHeaderBytes);
    const bool read_to_its_end =
        process_request(stream, false, must_close,
                        [&](httplib::Request& request) { reusable = Simplify(request); });
    reusable = reusable && read_to_its_end && !connection.LostTrack();
    const bool sent = connection.Flush();
    if (!reusable) connection.Linger();
    return reusable && sent && !must_close;
}

}  // namespace

class Server::Impl {
  public:
    Impl(const ServerOptions& options, Handler handler) : listener_(options, std::move(handler)) {}

    ~Impl() {
        listener_.EndConnections();
        if (!thread_.joinable()) return;
        listener_.stop();
        thread_.join();
    }

    Status Start(const std::string& host) {
        const Result<int> port = listener_.Bind();
        if (!port) return tl::make_unexpected(port.error());
        const bool is_ipv6 = host.find(':') != std::string::npos;
        url_ = fmt::format("http://{}:{}", is_ipv6 ? fmt::format("[{}]", host) : host, *port);
        thread_ = std::thread([this] {
            listener_.listen_after_bind();
            ended_ = true;
        });
        // stop() does nothing before the library knows that it runs.
        while (!listener_.is_running() && !ended_) std::this_thread::yield();
        return {};
    }

    const std::string& Url() const { return url_; }

  private:
    Listener listener_;
    std::thread thread_;
    std::atomic<bool> ended_ = false;
    std::string url_;
};

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Handler handler) {
    auto impl = std::make_unique<Impl>(options, std::move(handler));
    if (const Status started = impl->Start(options.host); !started) {
        return tl::make_unexpected(started.error());
    }
    return std::unique_ptr<Server>(new Server(std::move(impl)));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;
const std::string& Server::Url() const {
    return impl_->Url();
}

}  // namespace plumb::mocks::http
