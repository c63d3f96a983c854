#include "mocks/http/server.h"

#include <poll.h>

#include <thread>
#include <utility>

#include <fmt/format.h>

#include "mocks/http/exchange.h"
#include "mocks/http/waiting_room.h"
#include "mocks/http/worker_pool.h"

namespace plumb::mocks::http {

namespace {

/// How long a thread stays with a connection whose next request has not come: a client that goes on
/// at once is answered without a detour.
constexpr int kStayMs = 5;

bool ComesAtOnce(const Connection& connection) {
    pollfd readable{connection.Socket(), POLLIN, 0};
    return ::poll(&readable, 1, kStayMs) > 0;
}

}  // namespace

class Server::Impl {
  public:
    Impl(const ServerOptions& options, ListeningSocket port, Handler handler);
    ~Impl();

    const std::string& Url() const { return url_; }
    void Refuse(std::function<bool()> still) { room_.Refuse(std::move(still)); }
    void AskWhetherStillRefusing() { room_.AskWhetherStillRefusing(); }

  private:
    void Attend(const std::shared_ptr<Connection>& connection);

    std::string url_;
    Exchange exchange_;
    WorkerPool workers_;
    WaitingRoom room_;
    std::thread thread_;
};

Server::Impl::Impl(const ServerOptions& options, ListeningSocket port, Handler handler)
    : url_(fmt::format("{}://{}:{}", options.tls ? "https" : "http",
                       options.host.find(':') == std::string::npos
                           ? options.host
                           : fmt::format("[{}]", options.host),
                       port.Port())),
      exchange_(options.max_body_bytes, std::move(handler), options.idle_timeout_ms),
      workers_(static_cast<std::size_t>(std::max(options.threads, 1))),
      room_(
          std::move(port), options.max_body_bytes,
          {.rest_of_request_ms = options.read_timeout_ms,
           .next_request_ms = options.idle_timeout_ms},
          [this](std::shared_ptr<Connection> connection) {
              workers_.Add([this, connection = std::move(connection)] { Attend(connection); });
          },
          options.tls),
      thread_([this] { room_.Run(); }) {}

Server::Impl::~Impl() {
    room_.End();
    thread_.join();
    workers_.Finish();
}

void Server::Impl::Attend(const std::shared_ptr<Connection>& connection) {
    bool more = true;
    while (more) {
        exchange_.Answer(*connection);
        connection->Send();
        more = !connection->IsEnding() && !connection->HasUnsent();
        if (!more || connection->HasRequest()) continue;
        if (ComesAtOnce(*connection)) connection->Receive();
        more = connection->HasRequest();
    }
    room_.Enter(connection);
}

Result<std::unique_ptr<Server>> Server::Start(const ServerOptions& options, Handler handler) {
    auto port = ListeningSocket::Open(options.host, options.port);
    if (!port) return tl::make_unexpected(port.error());
    return std::unique_ptr<Server>(
        new Server(std::make_unique<Impl>(options, std::move(*port), std::move(handler))));
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

const std::string& Server::Url() const {
    return impl_->Url();
}

void Server::Refuse(std::function<bool()> still) {
    impl_->Refuse(std::move(still));
}

void Server::AskWhetherStillRefusing() {
    impl_->AskWhetherStillRefusing();
}

}  // namespace plumb::mocks::http
