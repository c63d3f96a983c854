#include "harness/system/deadline_watch.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

namespace plumb::system {

namespace {

using std::chrono::steady_clock;

/// A socket may be used only after its call was found late: it is ended again.
constexpr std::chrono::milliseconds kAgainAfter{50};

void CloseIfOpen(int socket) {
    if (socket >= 0) ::close(socket);
}

}  // namespace

DeadlineWatch::DeadlineWatch() : thread_([this] { Run(); }) {}

DeadlineWatch::~DeadlineWatch() {
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void DeadlineWatch::Run() {
    std::unique_lock lock(mutex_);
    while (!ended_) {
        const Time next = EndTheLate();
        if (next == Time::max()) {
            changed_.wait(lock);
        } else {
            changed_.wait_until(lock, next);
        }
    }
}

DeadlineWatch::Time DeadlineWatch::EndTheLate() {
    const Time now = steady_clock::now();
    Time next = Time::max();
    for (auto& [id, call] : calls_) {
        if (call.deadline > now) {
            next = std::min(next, call.deadline);
            continue;
        }
        call.late = true;
        if (call.socket >= 0) ::shutdown(call.socket, SHUT_RDWR);
        next = std::min(next, now + kAgainAfter);
    }
    return next;
}

DeadlineWatch::Call::Call(DeadlineWatch& watch, Time deadline) : watch_(watch) {
    {
        const std::lock_guard lock(watch_.mutex_);
        id_ = watch_.next_id_++;
        watch_.calls_[id_].deadline = deadline;
    }
    watch_.changed_.notify_all();
}

DeadlineWatch::Call::~Call() {
    const std::lock_guard lock(watch_.mutex_);
    CloseIfOpen(watch_.calls_[id_].socket);
    watch_.calls_.erase(id_);
}

void DeadlineWatch::Call::Uses(int socket) {
    const int ours = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
    const std::lock_guard lock(watch_.mutex_);
    Watched& call = watch_.calls_[id_];
    CloseIfOpen(call.socket);
    call.socket = ours;
}

bool DeadlineWatch::Call::IsLate() const {
    const std::lock_guard lock(watch_.mutex_);
    return watch_.calls_.at(id_).late;
}

}  // namespace plumb::system
