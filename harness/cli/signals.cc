#include "harness/cli/signals.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>

namespace plumb::cli {

namespace {

std::atomic<bool> interrupted = false;
/// The handler writes here, whichever thread it runs on; WaitForInterrupt() reads.
std::array<int, 2> wake_up = {-1, -1};

void OnSignal(int signal) {
    if (interrupted.exchange(true)) ::_exit(128 + signal);
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(wake_up[1], &byte, 1);
}

void Catch(int signal) {
    struct sigaction action = {};
    action.sa_handler = OnSignal;
    ::sigemptyset(&action.sa_mask);
    ::sigaction(signal, &action, nullptr);
}

}  // namespace

Interrupt CatchInterrupts() {
    static_assert(std::atomic<bool>::is_always_lock_free);
    if (wake_up[0] < 0 && ::pipe2(wake_up.data(), O_CLOEXEC) == 0) {
        Catch(SIGINT);
        Catch(SIGTERM);
    }
    return Interrupt(interrupted);
}

void WaitForInterrupt() {
    CatchInterrupts();
    char byte = 0;
    while (!interrupted && ::read(wake_up[0], &byte, 1) != 1) {
    }
}

}  // namespace plumb::cli
