#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "mocks/http/connection.h"
#include "mocks/http/listening_socket.h"

namespace plumb::mocks::http {

/// Where connections are while nothing can be done for them: until a request has come to its end,
/// or the client takes the rest of an answer. Any number of them cost one thread. Answers nothing
/// itself. Safe from several threads.
class WaitingRoom final {
  public:
    struct Patience {
        int rest_of_request_ms = 5'000;  ///< without a byte of a request that has begun
        int next_request_ms = 300'000;
        int taking_answer_ms = 30'000;  ///< without the client taking a byte of an answer
    };
    using Ready = std::function<void(std::shared_ptr<Connection>)>;

    /// `ready` gets every connection that has a request, from any thread, and must not wait.
    WaitingRoom(ListeningSocket port, std::size_t max_body_bytes, Patience patience, Ready ready,
                std::shared_ptr<const Tls> tls = nullptr);
    WaitingRoom(const WaitingRoom&) = delete;
    WaitingRoom& operator=(const WaitingRoom&) = delete;
    ~WaitingRoom();

    int Port() const { return port_.Port(); }
    /// Takes connections until End(). Of one thread.
    void Run();
    void End();

    /// A connection whose requests are answered as far as they have come.
    void Enter(std::shared_ptr<Connection> connection);

    /// Ends all connections and refuses new ones, as if no program listened, while `still` answers
    /// true. It is asked every few milliseconds.
    void Refuse(std::function<bool()> still);
    /// From any thread; it asks by itself, too, every few milliseconds.
    void AskWhetherStillRefusing();

  private:
    using Time = std::chrono::steady_clock::time_point;
    struct Guest {
        std::shared_ptr<Connection> connection;
        Time since;
        Time deadline;
    };

    void TakeNewOnes();
    void Attend(int socket);
    void Seat(std::shared_ptr<Connection> connection);
    void Sweep();
    void SendAwayLongestWaiting();
    void LetGoOfHeldBack();
    int Timeout();
    Time DeadlineOf(const Connection& connection) const;

    ListeningSocket port_;
    const std::size_t max_body_bytes_;
    const Patience patience_;
    const Ready ready_;
    const std::shared_ptr<const Tls> tls_;
    int events_;
    int wake_;

    std::mutex mutex_;
    std::unordered_map<int, Guest> guests_;
    std::function<bool()> still_refusing_;
    std::size_t held_back_ = 0;  ///< at most so many answers wait for their time
    bool ended_ = false;
};

}  // namespace plumb::mocks::http
