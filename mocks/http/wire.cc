#include "mocks/http/wire.h"

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

#include <cerrno>

#include "mocks/http/tls.h"

namespace plumb::mocks::http {

namespace {

class PlainWire final : public Wire {
  public:
    explicit PlainWire(int socket) : socket_(socket) {}

    Moved Receive(char* bytes, std::size_t size) override {
        ssize_t count = 0;
        do count = ::recv(socket_, bytes, size, 0);
        while (count < 0 && errno == EINTR);
        if (count == 0) return {0, End::kEnded};
        return Told(count);
    }
    Moved Send(const char* bytes, std::size_t size) override {
        ssize_t count = 0;
        do count = ::send(socket_, bytes, size, MSG_NOSIGNAL);
        while (count < 0 && errno == EINTR);
        return Told(count);
    }
    void SayThatAllIsSent() override {}

  private:
    static Moved Told(ssize_t count) {
        if (count >= 0) return {static_cast<std::size_t>(count), End::kNone};
        const bool must_wait = errno == EAGAIN || errno == EWOULDBLOCK;
        return {0, must_wait ? End::kMustWait : End::kBroken};
    }

    int socket_;
};

class TlsWire final : public Wire {
  public:
    TlsWire(int socket, std::shared_ptr<const Tls> tls)
        : tls_(std::move(tls)), ssl_(tls_->Accept(socket), &::SSL_free) {}

    Moved Receive(char* bytes, std::size_t size) override {
        std::size_t count = 0;
        ERR_clear_error();
        if (SSL_read_ex(ssl_.get(), bytes, size, &count) == 1) return {count, End::kNone};
        return {0, Reason()};
    }
    Moved Send(const char* bytes, std::size_t size) override {
        std::size_t count = 0;
        ERR_clear_error();
        if (SSL_write_ex(ssl_.get(), bytes, size, &count) == 1) return {count, End::kNone};
        return {0, Reason()};
    }
    void SayThatAllIsSent() override {
        ERR_clear_error();
        SSL_shutdown(ssl_.get());
    }

  private:
    End Reason() const {
        switch (SSL_get_error(ssl_.get(), 0)) {
            case SSL_ERROR_WANT_READ:
            case SSL_ERROR_WANT_WRITE:
                return End::kMustWait;
            case SSL_ERROR_ZERO_RETURN:
                return End::kEnded;
            default:
                return End::kBroken;
        }
    }

    std::shared_ptr<const Tls> tls_;
    std::unique_ptr<SSL, decltype(&::SSL_free)> ssl_;
};

}  // namespace

std::unique_ptr<Wire> MakeWire(int socket, const std::shared_ptr<const Tls>& tls) {
    if (tls) return std::make_unique<TlsWire>(socket, tls);
    return std::make_unique<PlainWire>(socket);
}

}  // namespace plumb::mocks::http
