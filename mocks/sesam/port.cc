#include "mocks/sesam/port.h"

namespace plumb::mocks::sesam {

Sighting SightingOf(const Port& port, const Version& version, Milliseconds polled) {
    Sighting sighting;
    sighting.id = version.id;
    sighting.parent = version.parent;
    sighting.label = port.connector.LabelOf(version.record);
    sighting.changed = version.changed;
    sighting.polled = polled;
    for (const std::string& path : port.Entity().paths) {
        const Json* value = Find(version.record, path);
        sighting.values.push_back(
            value == nullptr ? port.model.GetPolicies().read.stands_in(version.record, path)
                             : *value);
        sighting.times.push_back(port.connector.ChangedAt(version, path).value_or(polled));
    }
    return sighting;
}

void Note(const Port& port, const std::string& id, const Outcome& outcome, Json attempted) {
    WriteNote note;
    note.id = id;
    note.status = outcome.status;
    note.error = outcome.message;
    note.attempted = std::move(attempted);
    note.updated = port.model.GetState().Next();
    note.at = port.clock.Now();
    port.Known().notes[id] = std::move(note);
}

}  // namespace plumb::mocks::sesam
