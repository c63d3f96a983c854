#pragma once

#include <atomic>

namespace plumb::cli {

/// Turns Ctrl-C and SIGTERM into a flag, so that a run ends with a journal that can be reported.
/// The second signal ends the program at once.
const std::atomic<bool>& CatchInterrupts();

/// Blocks until Ctrl-C or SIGTERM.
void WaitForInterrupt();

}  // namespace plumb::cli
