#include "mocks/http/exchange.h"

#include <httplib.h>

#include <mutex>
#include <unordered_map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "mocks/http/method.h"
#include "mocks/http/target.h"

namespace plumb::mocks::http {

namespace {

constexpr const char* kContentType = "X-Plumb-Content-Type";
constexpr const char* kMalformed = "X-Plumb-Malformed";
constexpr std::size_t kRequestsPerConnection = 1'000'000;  // no bound: what clients are told

class ConnectionStream final : public httplib::Stream {
  public:
    explicit ConnectionStream(Connection& connection)
        : connection_(connection), unheard_of_(UnheardOfMethod(connection.Unread())) {
        if (unheard_of_.empty()) return;
        connection.Skip(unheard_of_.size());
        stands_in_ = kMethodThatStandsIn;
    }

    /// What the library reads as another method; "" when it reads what was sent.
    const std::string& UnheardOf() const { return unheard_of_; }

    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* bytes, std::size_t size) override {
        if (stands_in_.empty()) return connection_.Read(bytes, size);
        const std::size_t count = stands_in_.copy(bytes, size);
        stands_in_.remove_prefix(count);
        return static_cast<ssize_t>(count);
    }
    ssize_t write(const char* bytes, std::size_t size) override {
        return connection_.Write(bytes, size);
    }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return connection_.Socket(); }

  private:
    Connection& connection_;
    std::string unheard_of_;
    std::string_view stands_in_;
};

/// A request that nobody has sent.
class Rehearsal final : public httplib::Stream {
  public:
    bool is_readable() const override { return true; }
    bool is_writable() const override { return true; }
    ssize_t read(char* bytes, std::size_t size) override {
        const std::size_t count = rest_.copy(bytes, size);
        rest_.remove_prefix(count);
        return count > 0 ? static_cast<ssize_t>(count) : -1;
    }
    ssize_t write(const char*, std::size_t size) override { return static_cast<ssize_t>(size); }
    void get_remote_ip_and_port(std::string&, int&) const override {}
    void get_local_ip_and_port(std::string&, int&) const override {}
    socket_t socket() const override { return -1; }

  private:
    std::string_view rest_ = "GET / HTTP/1.1\r\n\r\n";
};

bool HasBodyByNature(const std::string& method) {
    return method == "POST" || method == "PUT" || method == "PATCH" || method == "DELETE";
}

/// Keeps cpp-httplib from being clever with a request whose line and headers were read: no form or
/// multipart parsing, no decompression, no ranges, no waiting for a body that is not announced, no
/// "100 Continue", which was sent while the body was awaited. Returns false when the connection
/// cannot be used again after this request.
bool Simplify(httplib::Request& request) {
    // Routes are regular expressions on the path; ours is in the target, of any length.
    request.path.assign(1, '/');
    request.params.clear();
    request.ranges.clear();
    if (request.has_header("Content-Type")) {
        request.set_header(kContentType, request.get_header_value("Content-Type"));
        request.headers.erase("Content-Type");
    }
    for (const char* name : {"Content-Encoding", "Accept-Encoding", "Expect"})
        request.headers.erase(name);
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

}  // namespace

class Exchange::Library final : public httplib::Server {
  public:
    Library(std::size_t max_body_bytes, mocks::http::Server::Handler handler, int idle_timeout_ms);
    void Serve(Connection& connection);

  private:
    void Rehearse();
    /// What no operation can have: methods that are nobody's, and requests that nobody may act on.
    HandlerResponse TurnAway(const httplib::Request& request, httplib::Response& response);
    void Fill(const httplib::Request& request, httplib::Response& response);

    mocks::http::Server::Handler handler_;
    /// The library's handlers get nothing of ours: what they leave for Serve() is found by request.
    std::mutex mutex_;
    std::unordered_map<const httplib::Request*, Delivery> deliveries_;
};

Exchange::Library::Library(std::size_t max_body_bytes, mocks::http::Server::Handler handler,
                           int idle_timeout_ms)
    : handler_(std::move(handler)) {
    const auto answer = [this](const httplib::Request& request, httplib::Response& response) {
        Fill(request, response);
    };
    Get("/", answer).Post("/", answer).Put("/", answer).Patch("/", answer);
    Delete("/", answer).Options("/", answer);
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
        return TurnAway(request, response);
    });
    set_payload_max_length(max_body_bytes);
    set_keep_alive_max_count(kRequestsPerConnection);
    set_keep_alive_timeout(idle_timeout_ms / 1000);
    Rehearse();
}

/// The library makes its tables with the first request. Made here, they are there before a second
/// thread is; what it does to keep threads apart is not seen by the thread sanitizer, as it is not
/// instrumented, and looks like a race of memcpy and memcmp. No handler is called.
void Exchange::Library::Rehearse() {
    Rehearsal stream;
    bool closed = false;
    process_request(stream, true, closed,
                    [](httplib::Request& request) { request.set_header(kMalformed, ""); });
}

httplib::Server::HandlerResponse Exchange::Library::TurnAway(const httplib::Request& request,
                                                             httplib::Response& response) {
    const bool malformed = request.has_header(kMalformed);
    const bool routed = HasBodyByNature(request.method) || request.method == "GET" ||
                        request.method == "HEAD" || request.method == "OPTIONS";
    if (malformed) response.status = 400;
    if (!malformed && !routed) Fill(request, response);
    return malformed || !routed ? HandlerResponse::Handled : HandlerResponse::Unhandled;
}

void Exchange::Library::Fill(const httplib::Request& request, httplib::Response& response) {
    Response ours = Guarded(handler_, FromLibrary(request));
    response.status = ours.status;
    for (const auto& [name, value] : ours.headers) response.set_header(name, value);
    if (!ours.body.empty()) response.set_header("Content-Type", ours.content_type);
    response.body = std::move(ours.body);
    if (ours.delivery == Delivery{}) return;
    const std::lock_guard lock(mutex_);
    deliveries_[&request] = ours.delivery;
}

void Exchange::Library::Serve(Connection& connection) {
    ConnectionStream stream(connection);
    bool must_close = false;
    bool reusable = false;
    const httplib::Request* seen = nullptr;
    const bool read_to_its_end =
        process_request(stream, false, must_close, [&](httplib::Request& request) {
            seen = &request;
            if (!stream.UnheardOf().empty()) request.method = stream.UnheardOf();
            if (connection.IsMalformed()) request.set_header(kMalformed, "");
            reusable = Simplify(request);
        });
    reusable = reusable && read_to_its_end && !must_close && !connection.LostTrack();
    if (!reusable) connection.EndAfterSending();
    const std::lock_guard lock(mutex_);
    if (const auto ordered = deliveries_.extract(seen)) connection.Deliver(ordered.mapped());
}

Exchange::Exchange(std::size_t max_body_bytes, Server::Handler handler, int idle_timeout_ms)
    : library_(std::make_unique<Library>(max_body_bytes, std::move(handler), idle_timeout_ms)) {}

Exchange::~Exchange() = default;

void Exchange::Answer(Connection& connection) {
    library_->Serve(connection);
    connection.EndRequest();
}

}  // namespace plumb::mocks::http
