#pragma once

#include <string>
#include <vector>

#include "harness/scenario/step.h"

namespace plumb::scenario {

/// What a fault step says in the words of a scenario: its system is a side, its records are
/// handles. The rest of its form is the mocks' (mocks/README.md, "Faults").

/// The handles of the records that the fault is about: its `match.record`, and the `id` of an item
/// that is lost. Empty when it is about none.
std::vector<std::string> HandlesOf(const Fault& fault);

/// True when it could meet requests that are about other cases' records, so that the case needs the
/// world to itself.
bool IsGlobal(const Fault& fault);

/// True when the verdict is on a system as a whole, which meets no single request: connections are
/// refused, or the clock is off.
bool IsWindow(const Fault& fault);

/// The side whose system is met; nullopt when the step names none.
std::optional<Side> SideOf(const Fault& fault);

/// "truncate", "status 503": for people.
std::string VerdictOf(const Fault& fault);

}  // namespace plumb::scenario
