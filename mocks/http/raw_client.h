#pragma once

#include <arpa/inet.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <string_view>
#include <utility>

#include "mocks/http/server.h"

namespace plumb::mocks::http {

/// For tests: a connection to a server on loopback that sends just what it is told.
class RawClient final {
  public:
    explicit RawClient(const std::string& url) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        const int port = std::stoi(url.substr(url.rfind(':') + 1));
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
            error_ = errno;
    }
    RawClient(RawClient&& other) noexcept
        : socket_(std::exchange(other.socket_, -1)), error_(other.error_) {}
    RawClient& operator=(RawClient&&) = delete;
    ~RawClient() {
        if (socket_ >= 0) ::close(socket_);
    }

    /// errno of the last call that failed; 0 when none did.
    int LastError() const { return error_; }

    void Send(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (count <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    void SendNoMore() { ::shutdown(socket_, SHUT_WR); }

    /// All that comes until the server closes or resets.
    std::string ReadToTheEnd() {
        std::string answer;
        char buffer[4096];
        ssize_t count = 0;
        while ((count = ::recv(socket_, buffer, sizeof buffer, 0)) > 0)
            answer.append(buffer, static_cast<std::size_t>(count));
        if (count < 0) error_ = errno;
        return answer;
    }

  private:
    int socket_;
    int error_ = 0;
};

}  // namespace plumb::mocks::http
