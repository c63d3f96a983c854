#pragma once

#include "harness/cli/embedded.h"
#include "harness/cli/setup.h"
#include "harness/explore/explorer.h"

namespace plumb::cli {

/// Runs scenarios of `explore` side by side: on mocks of their own, which end with them, or on the
/// setup's target. The setup must outlive it. On mocks safe from several threads at once.
explore::Explorer::Run MakeExploreRunner(const Setup& setup, const EmbeddedOptions& embedded,
                                         const Interrupt& interrupt);

}  // namespace plumb::cli
