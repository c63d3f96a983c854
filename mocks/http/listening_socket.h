#pragma once

#include <mutex>
#include <string>

#include "harness/base/result.h"

namespace plumb::mocks::http {

/// A TCP port on which connections are taken, or refused for a while without giving the port away.
/// Takes without waiting. Safe from several threads.
class ListeningSocket final {
  public:
    /// `port` 0: any free one. A port in use is an environment error that names it.
    static Result<ListeningSocket> Open(const std::string& host, int port);
    ListeningSocket(ListeningSocket&& other) noexcept;
    ListeningSocket& operator=(ListeningSocket&&) = delete;
    ~ListeningSocket();

    enum class Outcome { kTaken, kNobodyWaits, kTooManyOpen };
    struct Taken {
        Outcome outcome = Outcome::kNobodyWaits;
        int socket = -1;  ///< belongs to the caller, does not block
    };
    Taken Take();

    /// From here on connections are refused as if no program listened.
    void Suspend();
    Status Resume();

    /// To wait for connections; -1 while suspended.
    int Socket() const;
    int Port() const { return port_; }

  private:
    ListeningSocket(int holder, int port) : holder_(holder), port_(port) {}
    Status Listen();

    int holder_;  ///< bound, never listens: keeps the port ours while connections are refused
    int port_;
    mutable std::mutex mutex_;
    int listener_ = -1;
};

}  // namespace plumb::mocks::http
