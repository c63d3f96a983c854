#include "harness/run/clean_up.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/run/lookout.h"
#include "harness/run/places.h"

namespace plumb::run {

namespace {

void Note(const World& world, const std::string& what, const Status& status) {
    if (status) return;
    world.recorder.Note(fmt::format("{}: {}", what, Trim(ToString(status.error()))), true);
}

/// Then the data flow has not made anything of it either.
bool HasMadeNothing(const ledger::Ledger& ledger) {
    return std::ranges::all_of(ledger.Entries(), [](const ledger::Entry& entry) {
        return entry.state == ledger::State::kRefused;
    });
}

}  // namespace

ledger::Cleaner MakeCleaner(const World& world) {
    return {world.ledger, world.systems, PlacesOf(world.checklist, world.profiles), world.clock};
}

Leftovers CleanUp(const World& world) {
    if (HasMadeNothing(world.ledger)) return {};
    ledger::Cleaner cleaner = MakeCleaner(world);
    const bool is_tenant = world.admins.empty();
    if (is_tenant) Note(world, "looking for records of the run", cleaner.LookAround());
    cleaner.Remove();
    if (!is_tenant) return {cleaner.StillThere(), cleaner.Retired()};
    Lookout lookout(world, nullptr, 0);
    const auto synced = world.driver.Sync({world.sync_deadline, 0, [&] { return lookout.Look(); }});
    Note(world, "the sync after tidying up",
         synced ? Status() : tl::make_unexpected(synced.error()));
    Note(world, "looking for records that came back", cleaner.LookAround());
    cleaner.Remove();
    return {cleaner.StillThere(), cleaner.Retired()};
}

void RecordLeft(const World& world, const ledger::Remaining& one) {
    world.recorder.Append(journal::LeftBehind{world.recorder.Now(), one.record, one.url,
                                              world.recorder.Mask(one.why), one.how});
}

}  // namespace plumb::run
