#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <sys/types.h>

namespace plumb::mocks::http {

/// One accepted socket: buffered in both directions, with bounded patience and a bound on what one
/// request may cost. Waiting costs nothing and ends at once when another thread shuts the socket
/// down. Owns the socket. Used by one thread at a time.
class Connection final {
  public:
    Connection(int socket, int read_timeout_ms);
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;
    ~Connection();

    /// Waits until a request begins; false when the client has gone or stays silent.
    bool WaitForRequest(int idle_timeout_ms);
    /// From here on at most `max_bytes` are read, until the next call.
    void BeginRequest(std::size_t max_bytes) { budget_ = max_bytes; }

    /// Bytes read, or -1 at the end of the stream, on failure or when the bound is reached. What
    /// was written before is sent first.
    ssize_t Read(char* bytes, std::size_t size);
    /// Keeps the bytes for Flush(), so that an answer leaves in one piece.
    ssize_t Write(const char* bytes, std::size_t size);
    bool Flush();
    /// Ends a conversation whose request was not read to its end: the client gets a moment to read
    /// the answer before the socket closes, which would else be reset.
    void Linger();

    /// A read failed or met the end: what follows on this socket cannot be understood.
    bool LostTrack() const { return lost_track_; }
    int Socket() const { return socket_; }

  private:
    bool WaitReadable(int timeout_ms) const;
    bool Fill();

    int socket_;
    int read_timeout_ms_;
    std::size_t budget_ = 0;
    std::vector<char> in_;
    std::size_t in_begin_ = 0;
    std::size_t in_end_ = 0;
    std::string out_;
    bool lost_track_ = false;
    bool broken_ = false;
};

}  // namespace plumb::mocks::http
