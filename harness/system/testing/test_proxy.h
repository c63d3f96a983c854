#pragma once

#include <arpa/inet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace plumb::system::testing {

/// A proxy that tunnels every CONNECT to one port of this machine, whatever host was asked for, so
/// that names nobody serves can be reached. One client at a time.
class TestProxy final {
  public:
    /// `refusal` is sent instead of a tunnel; "" for none.
    explicit TestProxy(int port_behind, std::string refusal = "")
        : port_behind_(port_behind), refusal_(std::move(refusal)) {
        listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        sockaddr_in address = Loopback(0);
        socklen_t size = sizeof address;
        ::bind(listener_, reinterpret_cast<sockaddr*>(&address), size);
        ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
        port_ = ntohs(address.sin_port);
        ::listen(listener_, 16);
        thread_ = std::thread([this] { Serve(); });
    }
    ~TestProxy() {
        ::shutdown(listener_, SHUT_RDWR);
        {
            const std::lock_guard lock(mutex_);
            if (client_ >= 0) ::shutdown(client_, SHUT_RDWR);
        }
        thread_.join();
        ::close(listener_);
    }
    int Port() const { return port_; }
    /// The heads of all CONNECT requests so far.
    std::vector<std::string> Asked() const {
        const std::lock_guard lock(mutex_);
        return asked_;
    }

  private:
    static sockaddr_in Loopback(int port) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }

    void Serve() {
        for (;;) {
            const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
            if (client < 0) return;
            {
                const std::lock_guard lock(mutex_);
                client_ = client;
            }
            Attend(client);
            const std::lock_guard lock(mutex_);
            client_ = -1;
            ::close(client);
        }
    }

    void Attend(int client) {
        std::string head;
        char byte = 0;
        while (!head.ends_with("\r\n\r\n") && ::read(client, &byte, 1) == 1) head += byte;
        {
            const std::lock_guard lock(mutex_);
            asked_.push_back(head);
        }
        const std::string answer =
            refusal_.empty() ? "HTTP/1.1 200 Connection established\r\n\r\n" : refusal_;
        if (::send(client, answer.data(), answer.size(), MSG_NOSIGNAL) < 0 || !refusal_.empty())
            return;
        const int behind = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        const sockaddr_in address = Loopback(port_behind_);
        if (::connect(behind, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0)
            Pump(client, behind);
        ::close(behind);
    }

    /// Until one of them ends.
    static void Pump(int one, int other) {
        pollfd both[] = {{one, POLLIN, 0}, {other, POLLIN, 0}};
        char bytes[16'384];
        while (::poll(both, 2, -1) > 0) {
            for (int i = 0; i < 2; ++i) {
                if (both[i].revents == 0) continue;
                const ssize_t got = ::read(both[i].fd, bytes, sizeof bytes);
                if (got <= 0) return;
                if (::send(both[1 - i].fd, bytes, static_cast<std::size_t>(got), MSG_NOSIGNAL) < 0)
                    return;
            }
        }
    }

    int port_behind_;
    std::string refusal_;
    int listener_ = -1;
    int port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> asked_;
    int client_ = -1;
    std::thread thread_;
};

}  // namespace plumb::system::testing
