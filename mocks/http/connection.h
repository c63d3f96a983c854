#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include <sys/types.h>

#include "mocks/http/delivery.h"
#include "mocks/http/request_scanner.h"
#include "mocks/http/wire.h"

namespace plumb::mocks::http {

/// One accepted socket with what came and what is still to go. Never waits, so that a slow client
/// costs no thread. Owns the socket. Used by one thread at a time.
class Connection final {
  public:
    /// `socket` does not block. `tls` null: nothing is secured.
    Connection(int socket, std::size_t max_body_bytes,
               const std::shared_ptr<const Tls>& tls = nullptr);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Takes what the client has sent so far.
    void Receive();
    /// No more will come: what is there is all there is.
    void GiveUpOnMore() { ended_ = true; }
    /// A request can be answered: it is whole, hopeless, or the client has stopped in the middle.
    bool HasRequest();
    /// Some of a request is there, but not all.
    bool IsInRequest() const { return in_begin_ < in_.size(); }
    /// Nobody will ever read or write here again.
    bool IsOver() const { return broken_ || (ended_ && !IsInRequest() && out_.empty()); }

    /// What has come and was not read yet; valid until the next call of anything else.
    std::string_view Unread() const { return std::string_view(in_).substr(in_begin_); }
    /// Reads so many bytes of it, which are there, and drops them.
    void Skip(std::size_t bytes) { in_begin_ += bytes; }
    /// Reads of the request that has come; -1 at its end, which a whole request never meets.
    ssize_t Read(char* bytes, std::size_t size);
    /// Keeps the bytes for Send(), so that an answer leaves in one piece.
    ssize_t Write(const char* bytes, std::size_t size);
    /// The request was answered, and the next one may begin.
    void EndRequest();

    /// Leaves of the answer written so far only what is to be delivered.
    void Deliver(const Delivery& delivery);
    /// Sends what the client takes now, unless the answer is held back.
    void Send();
    bool IsHeldBack() const { return std::chrono::steady_clock::now() < held_until_; }
    std::chrono::steady_clock::time_point HeldUntil() const { return held_until_; }
    bool HasUnsent() const { return !out_.empty() && !broken_; }

    /// After what is unsent the connection ends; the client gets a moment to read it, as a socket
    /// that is closed with bytes unread is reset.
    void EndAfterSending();
    bool IsEnding() const { return ending_; }
    /// Says that nothing more will be sent, and throws away what comes.
    void Linger();
    bool IsLingering() const { return lingering_; }

    /// A read met the end: what follows on this socket cannot be understood.
    bool LostTrack() const { return lost_track_ || scanner_.IsHopeless(); }
    bool IsMalformed() const { return scanner_.IsMalformed(); }
    int Socket() const { return socket_; }

  private:
    void SkipEmptyLines();

    int socket_;
    std::unique_ptr<Wire> wire_;
    std::size_t max_body_bytes_;
    RequestScanner scanner_;
    std::string in_;
    std::size_t in_begin_ = 0;
    std::string out_;
    std::size_t out_begin_ = 0;
    std::chrono::steady_clock::time_point held_until_{};
    bool ended_ = false;
    bool broken_ = false;
    bool lost_track_ = false;
    bool continued_ = false;
    bool ending_ = false;
    bool reset_ = false;
    bool cut_off_ = false;
    bool lingering_ = false;
};

}  // namespace plumb::mocks::http
