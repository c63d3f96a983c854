#pragma once

#include "harness/base/interrupt.h"

namespace plumb::cli {

/// Turns Ctrl-C and SIGTERM into an Interrupt, so that a run ends with a journal that can be
/// reported. The second signal ends the program at once.
Interrupt CatchInterrupts();

/// Blocks until Ctrl-C or SIGTERM.
void WaitForInterrupt();

}  // namespace plumb::cli
