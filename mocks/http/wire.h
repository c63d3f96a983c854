#pragma once

#include <cstddef>
#include <memory>

namespace plumb::mocks::http {

class Tls;

/// The bytes that go over one accepted socket, as they are or secured by TLS. Never waits: the
/// handshake goes on whenever something is received. Does not own the socket. Used by one thread at
/// a time.
class Wire {
  public:
    enum class End { kNone, kMustWait, kEnded, kBroken };
    struct Moved {
        std::size_t bytes = 0;
        End end = End::kNone;
    };

    virtual ~Wire() = default;
    virtual Moved Receive(char* bytes, std::size_t size) = 0;
    virtual Moved Send(const char* bytes, std::size_t size) = 0;
    /// Tells the client that all was sent, where the wire has a word for it.
    virtual void SayThatAllIsSent() = 0;
};

/// `tls` null: bytes go as they are.
std::unique_ptr<Wire> MakeWire(int socket, const std::shared_ptr<const Tls>& tls);

}  // namespace plumb::mocks::http
