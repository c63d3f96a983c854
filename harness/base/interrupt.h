#pragma once

#include <atomic>

namespace plumb {

/// Whether somebody wants the program to come to an end (Ctrl-C, SIGTERM): a view of the flag that
/// a signal handler sets, which must outlive it. One without a flag never comes. Safe from several
/// threads.
class Interrupt final {
  public:
    Interrupt() = default;
    explicit Interrupt(const std::atomic<bool>& flag) : flag_(&flag) {}

    bool Came() const { return flag_ != nullptr && *flag_; }
    /// False when it can never come.
    bool CanCome() const { return flag_ != nullptr; }

  private:
    const std::atomic<bool>* flag_ = nullptr;
};

}  // namespace plumb
