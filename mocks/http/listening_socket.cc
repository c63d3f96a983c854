#include "mocks/http/listening_socket.h"

#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include <fmt/format.h>

namespace plumb::mocks::http {

namespace {

constexpr int kBacklog = 4096;

using Addresses = std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)>;

Addresses Resolve(const std::string& host, int port) {
    addrinfo wanted{};
    wanted.ai_family = AF_UNSPEC;
    wanted.ai_socktype = SOCK_STREAM;
    wanted.ai_flags = AI_PASSIVE | AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0)
        found = nullptr;
    return {found, &::freeaddrinfo};
}

/// A socket bound to the address, or -1 with the reason in errno.
int Bound(const sockaddr* address, socklen_t size) {
    const int made =
        ::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, IPPROTO_TCP);
    if (made < 0) return -1;
    const int on = 1;
    ::setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (::bind(made, address, size) == 0) return made;
    const int reason = errno;
    ::close(made);
    errno = reason;
    return -1;
}

int PortOf(int socket) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    const auto port = address.ss_family == AF_INET6
                          ? reinterpret_cast<const sockaddr_in6&>(address).sin6_port
                          : reinterpret_cast<const sockaddr_in&>(address).sin_port;
    return ntohs(port);
}

tl::unexpected<Error> CannotOpen(const std::string& host, int port) {
    const std::string reason =
        errno == EADDRINUSE ? "it is in use by another program"
                            : (errno == 0 ? "the address is not ours" : std::strerror(errno));
    return EnvironmentError(fmt::format("port {} on {} cannot be opened: {}", port, host, reason),
                            "choose another port, or 0 for any free one");
}

}  // namespace

Result<ListeningSocket> ListeningSocket::Open(const std::string& host, int port) {
    errno = 0;
    const Addresses addresses = Resolve(host, port);
    int holder = -1;
    for (const addrinfo* one = addresses.get(); one != nullptr && holder < 0; one = one->ai_next) {
        holder = Bound(one->ai_addr, one->ai_addrlen);
    }
    if (holder < 0) return CannotOpen(host, port);
    ListeningSocket opened(holder, PortOf(holder));
    if (const Status listens = opened.Listen(); !listens) {
        return CannotOpen(host, opened.port_);
    }
    return opened;
}

ListeningSocket::ListeningSocket(ListeningSocket&& other) noexcept
    : holder_(std::exchange(other.holder_, -1)),
      port_(other.port_),
      listener_(std::exchange(other.listener_, -1)) {}

ListeningSocket::~ListeningSocket() {
    if (listener_ >= 0) ::close(listener_);
    if (holder_ >= 0) ::close(holder_);
}

Status ListeningSocket::Listen() {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    ::getsockname(holder_, reinterpret_cast<sockaddr*>(&address), &size);
    const int made = Bound(reinterpret_cast<const sockaddr*>(&address), size);
    if (made >= 0 && ::listen(made, kBacklog) == 0) {
        listener_ = made;
        return {};
    }
    const std::string reason = std::strerror(errno);
    if (made >= 0) ::close(made);
    return EnvironmentError(fmt::format("port {} cannot be listened on: {}", port_, reason));
}

ListeningSocket::Taken ListeningSocket::Take() {
    const std::lock_guard lock(mutex_);
    if (listener_ < 0) return {};
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (socket >= 0) return {Outcome::kTaken, socket};
    const bool full = errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM;
    return {full ? Outcome::kTooManyOpen : Outcome::kNobodyWaits, -1};
}

void ListeningSocket::Suspend() {
    const std::lock_guard lock(mutex_);
    if (listener_ >= 0) ::close(listener_);
    listener_ = -1;
}

Status ListeningSocket::Resume() {
    const std::lock_guard lock(mutex_);
    return listener_ >= 0 ? Status() : Listen();
}

int ListeningSocket::Socket() const {
    const std::lock_guard lock(mutex_);
    return listener_;
}

}  // namespace plumb::mocks::http
