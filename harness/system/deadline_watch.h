#pragma once

#include <chrono>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

namespace plumb::system {

/// Ends connections whose call has taken too long, whatever the call is doing: waiting for the
/// handshake, writing, or reading an answer that trickles. Knows nothing of HTTP. Safe from several
/// threads; has one of its own.
class DeadlineWatch final {
  public:
    using Time = std::chrono::steady_clock::time_point;

    DeadlineWatch();
    DeadlineWatch(const DeadlineWatch&) = delete;
    DeadlineWatch& operator=(const DeadlineWatch&) = delete;
    ~DeadlineWatch();

    /// One call from its begin to its end.
    class Call final {
      public:
        Call(DeadlineWatch& watch, Time deadline);
        Call(const Call&) = delete;
        Call& operator=(const Call&) = delete;
        ~Call();
        /// From here on the call uses this socket, which may be closed at any time.
        void Uses(int socket);
        /// Whether its connection was ended because its time was up.
        bool IsLate() const;

      private:
        DeadlineWatch& watch_;
        int id_;
    };

  private:
    struct Watched {
        Time deadline;
        int socket = -1;  ///< a duplicate of our own: the number cannot come to mean another one
        bool late = false;
    };
    void Run();
    Time EndTheLate();

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::map<int, Watched> calls_;
    int next_id_ = 0;
    bool ended_ = false;
    std::thread thread_;  ///< last: it uses all the others
};

}  // namespace plumb::system
