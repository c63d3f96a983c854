#include "mocks/http/waiting_room.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace plumb::mocks::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int kSweepMs = 200;
constexpr int kLingerMs = 200;
constexpr int kAskAgainMs = 5;
constexpr int kTakenAtOnce = 256;

void Watch(int events, int socket, unsigned what) {
    epoll_event event{};
    event.events = what;
    event.data.fd = socket;
    if (::epoll_ctl(events, EPOLL_CTL_MOD, socket, &event) == 0) return;
    ::epoll_ctl(events, EPOLL_CTL_ADD, socket, &event);
}

}  // namespace

WaitingRoom::WaitingRoom(ListeningSocket port, std::size_t max_body_bytes, Patience patience,
                         Ready ready, std::shared_ptr<const Tls> tls)
    : port_(std::move(port)),
      max_body_bytes_(max_body_bytes),
      patience_(patience),
      ready_(std::move(ready)),
      tls_(std::move(tls)),
      events_(::epoll_create1(EPOLL_CLOEXEC)),
      wake_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    Watch(events_, wake_, EPOLLIN);
    Watch(events_, port_.Socket(), EPOLLIN);
}

WaitingRoom::~WaitingRoom() {
    ::close(events_);
    ::close(wake_);
}

void WaitingRoom::End() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    ::eventfd_write(wake_, 1);
}

int WaitingRoom::Timeout() {
    const std::lock_guard lock(mutex_);
    if (still_refusing_ || held_back_ > 0) return kAskAgainMs;
    return guests_.empty() ? -1 : kSweepMs;
}

void WaitingRoom::Run() {
    std::array<epoll_event, 64> events{};
    Time next_sweep = steady_clock::now();
    while (true) {
        const int count =
            ::epoll_wait(events_, events.data(), static_cast<int>(events.size()), Timeout());
        {
            const std::lock_guard lock(mutex_);
            if (ended_) return;
        }
        for (int i = 0; i < count; ++i) {
            const int socket = events[static_cast<std::size_t>(i)].data.fd;
            eventfd_t ignored = 0;
            if (socket == wake_) {
                ::eventfd_read(wake_, &ignored);
            } else if (socket == port_.Socket()) {
                TakeNewOnes();
            } else {
                Attend(socket);
            }
        }
        AskWhetherStillRefusing();
        LetGoOfHeldBack();
        if (steady_clock::now() < next_sweep) continue;
        Sweep();
        next_sweep = steady_clock::now() + milliseconds(kSweepMs);
    }
}

void WaitingRoom::TakeNewOnes() {
    for (int taken = 0; taken < kTakenAtOnce; ++taken) {
        const ListeningSocket::Taken one = port_.Take();
        if (one.outcome == ListeningSocket::Outcome::kTooManyOpen) SendAwayLongestWaiting();
        if (one.outcome != ListeningSocket::Outcome::kTaken) return;
        Enter(std::make_shared<Connection>(one.socket, max_body_bytes_, tls_));
    }
}

void WaitingRoom::Attend(int socket) {
    std::shared_ptr<Connection> connection;
    {
        const std::lock_guard lock(mutex_);
        const auto found = guests_.find(socket);
        if (found == guests_.end()) return;
        connection = std::move(found->second.connection);
        guests_.erase(found);
    }
    Enter(std::move(connection));
}

void WaitingRoom::Enter(std::shared_ptr<Connection> connection) {
    connection->Send();
    if (!connection->HasUnsent()) {
        if (connection->IsEnding() && !connection->IsLingering()) connection->Linger();
        connection->Receive();
    }
    if (connection->IsOver()) return;
    const bool answerable = !connection->HasUnsent() && !connection->IsLingering();
    if (answerable && connection->HasRequest()) return ready_(std::move(connection));
    Seat(std::move(connection));
}

void WaitingRoom::Seat(std::shared_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    if (still_refusing_ || ended_) return;
    const int socket = connection->Socket();
    const unsigned awaited = connection->HasUnsent() ? EPOLLOUT : EPOLLIN;
    const bool held_back = connection->IsHeldBack();
    if (held_back) ++held_back_;
    const Time deadline = DeadlineOf(*connection);
    guests_[socket] = {std::move(connection), steady_clock::now(), deadline};
    if (held_back) {
        ::epoll_ctl(events_, EPOLL_CTL_DEL, socket, nullptr);
    } else {
        Watch(events_, socket, awaited | EPOLLONESHOT);
    }
    const bool changes_timeout = guests_.size() == 1 || held_back;
    if (changes_timeout) ::eventfd_write(wake_, 1);
}

WaitingRoom::Time WaitingRoom::DeadlineOf(const Connection& connection) const {
    int patience =
        connection.IsInRequest() ? patience_.rest_of_request_ms : patience_.next_request_ms;
    if (connection.HasUnsent()) patience = patience_.taking_answer_ms;
    if (connection.IsLingering()) patience = kLingerMs;
    const Time from = std::max(connection.HeldUntil(), steady_clock::now());
    return from + milliseconds(patience);
}

/// Who stopped in the middle of a request gets an answer to what is there; all others are tired of.
void WaitingRoom::Sweep() {
    std::vector<std::shared_ptr<Connection>> late;
    {
        const std::lock_guard lock(mutex_);
        const Time now = steady_clock::now();
        std::erase_if(guests_, [&](auto& guest) {
            if (guest.second.deadline > now) return false;
            late.push_back(std::move(guest.second.connection));
            return true;
        });
    }
    for (auto& connection : late) {
        if (connection->HasUnsent() || connection->IsLingering()) continue;
        connection->GiveUpOnMore();
        if (connection->HasRequest()) ready_(std::move(connection));
    }
}

void WaitingRoom::LetGoOfHeldBack() {
    std::vector<std::shared_ptr<Connection>> free;
    {
        const std::lock_guard lock(mutex_);
        if (held_back_ == 0) return;
        held_back_ = 0;
        std::erase_if(guests_, [&](auto& guest) {
            const Connection& connection = *guest.second.connection;
            if (connection.IsHeldBack()) ++held_back_;
            const bool due = connection.HeldUntil() != Time{} && !connection.IsHeldBack() &&
                             connection.HasUnsent();
            if (due) free.push_back(std::move(guest.second.connection));
            return due;
        });
    }
    for (auto& connection : free) Enter(std::move(connection));
}

void WaitingRoom::SendAwayLongestWaiting() {
    const std::lock_guard lock(mutex_);
    const auto longest = std::min_element(
        guests_.begin(), guests_.end(),
        [](const auto& a, const auto& b) { return a.second.since < b.second.since; });
    if (longest != guests_.end()) guests_.erase(longest);
}

void WaitingRoom::Refuse(std::function<bool()> still) {
    const std::lock_guard lock(mutex_);
    port_.Suspend();
    guests_.clear();
    still_refusing_ = std::move(still);
    ::eventfd_write(wake_, 1);
}

void WaitingRoom::AskWhetherStillRefusing() {
    const std::lock_guard lock(mutex_);
    if (!still_refusing_ || still_refusing_()) return;
    if (!port_.Resume()) return;  // asked again in a moment
    still_refusing_ = nullptr;
    Watch(events_, port_.Socket(), EPOLLIN);
}

}  // namespace plumb::mocks::http
