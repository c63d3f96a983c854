#include "mocks/sesam/collector.h"

#include <algorithm>
#include <unordered_set>

namespace plumb::mocks::sesam {

namespace {

std::optional<Milliseconds> Since(const Port& port) {
    const auto cursor = port.Known().cursor;
    if (!cursor || port.connector.ListsEverything()) return std::nullopt;
    return port.model.GetPolicies().read.since(*cursor, port.connector.Overlap());
}

std::vector<RecordRef> Absent(const Port& port, const Listing& listing, std::size_t& known) {
    std::unordered_set<std::string> listed(listing.unchanged.begin(), listing.unchanged.end());
    for (const Version& version : listing.versions) listed.insert(version.id);
    std::vector<RecordRef> absent;
    const auto& records = port.Known().records;
    for (std::size_t record = 0; record < records.size(); ++record) {
        if (records[record].gone) continue;
        ++known;
        if (!listed.contains(records[record].id)) {
            absent.push_back({port.entity, static_cast<int>(record)});
        }
    }
    return absent;
}

/// A record that a full list lacks is looked up: only "not found" makes it deleted, since pages can
/// shift while they are read.
void FindVanished(const Port& port, const Listing& listing, std::vector<RecordRef>& vanished) {
    std::size_t known = 0;
    const auto absent = Absent(port, listing, known);
    // An empty list after a full one is a fault of the system, not a mass delete.
    if (absent.empty() || !port.model.GetPolicies().life.believes_absence(absent.size(), known)) {
        return;
    }
    const bool looks = port.model.GetPolicies().life.looks_for_absent();
    for (RecordRef ref : absent) {
        const Record& record = port.model.GetState().At(ref);
        if (looks && port.connector.Lookup(record.id, record.parent).kind != Outcome::Kind::kGone)
            continue;
        port.model.Vanished(ref);
        vanished.push_back(ref);
    }
}

/// A stamp from the future must not hide what is changed until then.
void MoveCursor(const Port& port, const Listing& listing, Milliseconds polled) {
    EntityState& entity = port.Known();
    std::optional<Milliseconds> newest = entity.cursor;
    for (const Version& version : listing.versions) {
        if (!version.changed) continue;
        newest = std::max(newest, std::optional(std::min(*version.changed, polled)));
    }
    entity.cursor = port.model.GetPolicies().read.cursor(newest, polled);
}

}  // namespace

RunReport Collect(const Port& port, std::vector<RecordRef>& vanished) {
    RunReport report;
    const Milliseconds polled = port.clock.Now();
    const Listing listing = port.connector.List(Since(port));
    bool ignored = false;
    for (const Version& version : listing.versions) {
        ignored |= !port.model.Observe(port.entity, SightingOf(port, version, polled));
    }
    if (ignored) port.connector.Reread();
    report.processed = static_cast<int>(listing.versions.size());
    if (listing.error) {
        report.message = ToString(*listing.error);
    } else {
        if (port.connector.ListsEverything()) FindVanished(port, listing, vanished);
        MoveCursor(port, listing, polled);
        port.Known().collected = port.model.GetState().Next();
    }
    port.model.Propagate();
    return report;
}

}  // namespace plumb::mocks::sesam
