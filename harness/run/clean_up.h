#pragma once

#include <functional>
#include <vector>

#include "harness/ledger/cleaner.h"
#include "harness/run/world.h"

namespace plumb::run {

/// For the systems and entities of the run's checklist. `jobs`: deletions at a time.
ledger::Cleaner MakeCleaner(const World& world, int jobs = 1);

/// Removes every record of the run's ledger, and what the data flow made of them; on a tenant lets
/// one sync run in between and looks again, since a data flow may bring back what was deleted, and
/// keeps the locks until then. There is no sync where the run has made nothing but its locks, nor
/// where another run has its own there. Does nothing where the run has made nothing.
struct Leftovers {
    std::vector<ledger::Remaining> remaining;
    std::vector<ledger::Remaining> retired;  ///< about which nothing more can be done
};
/// `before_release` is called once, whatever was made, when only the locks are still there.
Leftovers CleanUp(const World& world, const std::function<void()>& before_release = {},
                  int jobs = 1);

/// Writes into the journal that this is left; `settled`: nothing more can be done about it.
void RecordLeft(const World& world, const ledger::Remaining& one, bool settled = false);

}  // namespace plumb::run
