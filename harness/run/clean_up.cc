#include "harness/run/clean_up.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/run/lookout.h"
#include "harness/run/places.h"
#include "harness/run/shared_limits.h"
#include "harness/run/tenant_lock.h"

namespace plumb::run {

namespace {

void Note(const World& world, const std::string& what, const Status& status) {
    if (status) return;
    world.recorder.Note(fmt::format("{}: {}", what, Trim(ToString(status.error()))), true);
}

bool HasMadeNothing(const ledger::Ledger& ledger) {
    return std::ranges::all_of(ledger.Entries(), [](const ledger::Entry& entry) {
        return entry.state == ledger::State::kRefused;
    });
}

/// Then the data flow has made nothing of it either, and it may be another run's turn.
bool HasMadeOnlyLocks(const ledger::Ledger& ledger) {
    const std::string& run = ledger.GetHeader().run;
    return std::ranges::all_of(ledger.Entries(), [&](const ledger::Entry& entry) {
        return entry.state == ledger::State::kRefused || ledger::IsLock(entry, run);
    });
}

/// Lets the data flow meet what was removed, and looks what it has made of that.
void SyncOnce(const World& world, ledger::Cleaner& cleaner) {
    const auto other = FindOtherRun(world);
    if (!other) return Note(world, "no sync after tidying up", tl::make_unexpected(other.error()));
    if (*other) return world.recorder.Note("no sync after tidying up: " + (*other)->message, true);
    Lookout lookout(world, nullptr, 0);
    const auto synced =
        SyncWithinShare(world, {world.sync_deadline, 0, [&] { return lookout.Look(); }});
    Note(world, "the sync after tidying up",
         synced ? Status() : tl::make_unexpected(synced.error()));
    Note(world, "looking for records that came back", cleaner.LookAround());
}

}  // namespace

ledger::Cleaner MakeCleaner(const World& world, int jobs) {
    return {world.ledger, world.systems, PlacesOf(world.checklist, world.profiles), world.clock,
            jobs};
}

Leftovers CleanUp(const World& world, const std::function<void()>& before_release, int jobs) {
    ledger::Cleaner cleaner = MakeCleaner(world, jobs);
    const bool has_made_some = !HasMadeNothing(world.ledger);
    if (has_made_some && world.admins.empty()) {
        Note(world, "looking for records of the run", cleaner.LookAround());
        cleaner.RemoveButLocks();
        if (!HasMadeOnlyLocks(world.ledger)) {
            SyncOnce(world, cleaner);
            cleaner.RemoveButLocks();
        }
    }
    if (before_release) before_release();
    if (has_made_some) cleaner.Remove();
    return {cleaner.StillThere(), cleaner.Retired()};
}

void RecordLeft(const World& world, const ledger::Remaining& one, bool settled) {
    world.recorder.Append(journal::LeftBehind{world.recorder.Now(), one.record, one.url,
                                              world.recorder.Mask(one.why), one.how, settled});
}

}  // namespace plumb::run
