#pragma once

#include <arpa/inet.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>
#include <thread>

namespace plumb::system::testing {

struct TestServerOptions {
    std::size_t keep_alive_requests = 1000;
    std::string certificate = {};  ///< "": no TLS
    std::string key = {};
    std::string client_ca = {};  ///< "": clients need no certificate
};

/// A small real server on loopback that answers every request with one function.
class TestServer final {
  public:
    explicit TestServer(httplib::Server::Handler handler, const TestServerOptions& options = {}) {
        server_ = Make(options);
        server_->set_keep_alive_max_count(options.keep_alive_requests);
        server_->set_tcp_nodelay(true);
        server_->Get(".*", handler);
        server_->Post(".*", handler);
        server_->Patch(".*", handler);
        server_->Delete(".*", handler);
        scheme_ = options.certificate.empty() ? "http" : "https";
        port_ = server_->bind_to_any_port("127.0.0.1");
        thread_ = std::thread([this] { server_->listen_after_bind(); });
        while (!server_->is_running()) std::this_thread::yield();
    }
    ~TestServer() {
        server_->stop();
        thread_.join();
    }
    int Port() const { return port_; }
    std::string Url() const { return scheme_ + "://127.0.0.1:" + std::to_string(port_); }

  private:
    static std::unique_ptr<httplib::Server> Make(const TestServerOptions& options) {
        if (options.certificate.empty()) return std::make_unique<httplib::Server>();
        return std::make_unique<httplib::SSLServer>(
            options.certificate.c_str(), options.key.c_str(),
            options.client_ca.empty() ? nullptr : options.client_ca.c_str());
    }

    std::unique_ptr<httplib::Server> server_;
    std::string scheme_;
    int port_ = 0;
    std::thread thread_;
};

/// Sends the same bytes to whoever connects, then closes.
class RawServer final {
  public:
    explicit RawServer(std::string answer) : answer_(std::move(answer)) {
        socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof(address);
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        ::listen(socket_, 16);
        thread_ = std::thread([this] { Serve(); });
    }
    ~RawServer() {
        ::shutdown(socket_, SHUT_RDWR);
        thread_.join();
        ::close(socket_);
    }
    std::string Url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    void Serve() const {
        for (;;) {
            const int client = ::accept(socket_, nullptr, nullptr);
            if (client < 0) return;
            char request[4096];
            if (::read(client, request, sizeof request) > 0) {
                [[maybe_unused]] const auto sent =
                    ::send(client, answer_.data(), answer_.size(), MSG_NOSIGNAL);
            }
            ::close(client);
        }
    }

    std::string answer_;
    int socket_ = -1;
    int port_ = 0;
    std::thread thread_;
};

}  // namespace plumb::system::testing
