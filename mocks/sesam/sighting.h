#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

/// What a system shows of one record at one moment: the values of the schema's paths, and when each
/// may have changed last.
struct Sighting {
    std::string id;
    std::string parent;
    std::string label;
    std::vector<Json> values;             ///< by number of the path; null when absent
    std::vector<Milliseconds> times;      ///< by number of the path
    std::optional<Milliseconds> changed;  ///< the system's own stamp of the whole record
    Milliseconds polled = 0;
};

/// A record as it is first seen.
Record NewRecord(const Sighting& sighting);

/// True when the sighting is older than what is known: a replica that has not caught up.
bool IsStale(const Record& record, const Sighting& sighting);

/// True when the sighting tells of nothing that is not known.
bool IsKnown(const Record& record, const Sighting& sighting);

/// Notes an edit: `slot` shows `value` since `time`. An edit that is older than one of another
/// record that is still on its way here loses to it. `linked`: an emptied value then counts.
void NoteEdit(Slot& slot, const Json& value, Milliseconds time, bool linked);

/// Notes what the system stored when `slot.want` was written.
void NoteStored(Slot& slot, const Json& stored);

}  // namespace plumb::mocks::sesam
