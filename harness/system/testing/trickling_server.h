#pragma once

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>

namespace plumb::system::testing {

/// Sends the beginning of an answer at once and then one more byte every few milliseconds, for as
/// long as the client listens.
class TricklingServer final {
  public:
    explicit TricklingServer(std::string beginning) : beginning_(std::move(beginning)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        ::listen(listener_, 4);
        thread_ = std::thread([this] { Serve(); });
    }
    ~TricklingServer() {
        ended_ = true;
        ::shutdown(listener_, SHUT_RDWR);
        thread_.join();
        ::close(listener_);
    }
    int Port() const { return port_; }
    std::string Url() const { return "http://127.0.0.1:" + std::to_string(port_); }

  private:
    void Serve() const {
        for (;;) {
            const int client = ::accept(listener_, nullptr, nullptr);
            if (client < 0) return;
            std::string next = beginning_;
            while (!ended_ && ::send(client, next.data(), next.size(), MSG_NOSIGNAL) >= 0) {
                std::this_thread::sleep_for(std::chrono::milliseconds(5));
                next = "x";
            }
            ::close(client);
        }
    }

    std::string beginning_;
    std::atomic<bool> ended_ = false;
    int listener_ = -1;
    int port_ = 0;
    std::thread thread_;
};

}  // namespace plumb::system::testing
