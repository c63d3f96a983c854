#include "mocks/http/connection.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace plumb::mocks::http {

namespace {

constexpr std::size_t kReadSize = 16u << 10;
constexpr std::size_t kWriteSize = 256u << 10;
constexpr int kLingerMs = 200;
constexpr int kLingerReads = 256;

}  // namespace

Connection::Connection(int socket, int read_timeout_ms)
    : socket_(socket), read_timeout_ms_(read_timeout_ms), in_(kReadSize) {
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Connection::~Connection() {
    ::close(socket_);
}

bool Connection::WaitReadable(int timeout_ms) const {
    pollfd readable{socket_, POLLIN, 0};
    int ready = 0;
    do {
        ready = ::poll(&readable, 1, timeout_ms);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

bool Connection::Fill() {
    ssize_t count = 0;
    do {
        count = ::recv(socket_, in_.data(), in_.size(), 0);
    } while (count < 0 && errno == EINTR);
    in_begin_ = 0;
    in_end_ = count > 0 ? static_cast<std::size_t>(count) : 0;
    return count > 0;
}

bool Connection::WaitForRequest(int idle_timeout_ms) {
    if (broken_) return false;
    if (in_begin_ < in_end_) return true;
    return WaitReadable(idle_timeout_ms) && Fill();
}

ssize_t Connection::Read(char* bytes, std::size_t size) {
    if (!out_.empty() && !Flush()) return -1;
    const bool readable =
        budget_ > 0 && (in_begin_ < in_end_ || (WaitReadable(read_timeout_ms_) && Fill()));
    if (!readable) {
        lost_track_ = true;
        return -1;
    }
    const std::size_t count = std::min({size, in_end_ - in_begin_, budget_});
    std::memcpy(bytes, in_.data() + in_begin_, count);
    in_begin_ += count;
    budget_ -= count;
    return static_cast<ssize_t>(count);
}

ssize_t Connection::Write(const char* bytes, std::size_t size) {
    out_.append(bytes, size);
    if (out_.size() > kWriteSize && !Flush()) return -1;
    return static_cast<ssize_t>(size);
}

bool Connection::Flush() {
    std::size_t sent = 0;
    while (sent < out_.size() && !broken_) {
        const ssize_t count = ::send(socket_, out_.data() + sent, out_.size() - sent, MSG_NOSIGNAL);
        if (count > 0) sent += static_cast<std::size_t>(count);
        if (count < 0 && errno != EINTR) broken_ = true;
    }
    out_.clear();
    return !broken_;
}

void Connection::Linger() {
    ::shutdown(socket_, SHUT_WR);
    for (int reads = 0; reads < kLingerReads && WaitReadable(kLingerMs) && Fill(); ++reads) {
    }
}

}  // namespace plumb::mocks::http
