#pragma once

#include <compare>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "harness/base/clock.h"
#include "mocks/sesam/schema.h"
#include "mocks/sesam/value.h"

namespace plumb::mocks::sesam {

/// Everything that the data flow remembers: values, links, cursors, what is still to be written.
/// A plain value that outlives a restart of the node; indexes, tokens and connections do not belong
/// here. Not for use from several threads.

/// One property of one record.
struct Slot {
    Json seen;              ///< as its system last showed it; null when absent
    Json want;              ///< as it should be; differs from `seen` while a write is pending
    Milliseconds time = 0;  ///< of the edit that `want` comes from
    bool adopted = false;   ///< `want` comes from another record
    bool cleared = false;   ///< an edit emptied it while the record was linked
    int edits = 0;          ///< edits noticed in its own system
    /// A `want` for which nothing more can be done: the system stored another form of it (`seen`),
    /// or refuses it.
    std::optional<Json> settled;
    std::optional<Json> before;  ///< what our last write replaced: a replica may still show it
};

/// True when the slot is to be written.
bool IsPending(const Slot& slot);
/// What counts for matching: the value that the record has, or is about to have.
const Json& ValueOf(const Slot& slot);

struct RecordRef {
    int entity = -1;
    int record = -1;

    auto operator<=>(const RecordRef&) const = default;
};

struct Record {
    std::string id;
    std::string parent;       ///< the record it belongs to in its system: a contact person's party
    std::string label;        ///< what a person would call it
    std::vector<Slot> slots;  ///< by number of the path
    int cluster = -1;         ///< stays known when the record is gone
    bool gone = false;
    std::uint32_t had_partners = 0;                ///< bit per entity with which it was ever linked
    std::int64_t first_seen = 0;                   ///< sequence number
    std::int64_t updated = 0;                      ///< sequence number
    std::optional<Milliseconds> changed;           ///< the system's own time stamp
    Milliseconds wrote_at = 0;                     ///< our last write, 0 for none
    int failed_writes = 0;                         ///< that brought no answer, ever
    std::map<int, std::string> refused_creations;  ///< by flow: the body that was refused
};

/// The last outcome of writing a record, as a share dataset shows it.
struct WriteNote {
    std::string id;
    int status = 0;
    std::string error;  ///< "" when it was accepted
    Json attempted;
    std::int64_t updated = 0;
    Milliseconds at = 0;
};

struct EntityState {
    std::deque<Record> records;
    std::unordered_map<std::string, int> by_id;
    std::optional<Milliseconds> cursor;  ///< the newest time stamp that a list has shown
    std::int64_t collected = 0;          ///< sequence number of the last complete collect
    std::map<std::string, WriteNote> notes;
};

/// Records that are the same thing. Clusters only grow, except when a record is deleted.
struct Cluster {
    std::vector<RecordRef> members;
    int merged_into = -1;
    std::int64_t updated = 0;
};

/// A creation of which it is not known whether it was carried out, because its answer was lost, or
/// because a refusal may be the answer to its repetition by a gateway: it is looked for.
struct Attempt {
    RecordRef source;
    int flow = -1;
    Json body;
    Milliseconds at = 0;
    std::int64_t begun = 0;  ///< sequence number
    bool refused = false;
};

struct State {
    explicit State(std::size_t entity_count) : entities(entity_count) {}

    std::vector<EntityState> entities;
    std::vector<Cluster> clusters;
    std::vector<Attempt> attempts;
    std::int64_t sequence = 0;

    EntityState& At(int entity) { return entities[static_cast<std::size_t>(entity)]; }
    const EntityState& At(int entity) const { return entities[static_cast<std::size_t>(entity)]; }
    Record& At(RecordRef ref);
    const Record& At(RecordRef ref) const;
    Slot& At(RecordRef ref, int path);
    const Slot& At(RecordRef ref, int path) const;

    std::int64_t Next() { return ++sequence; }
    /// Adds a record in a cluster of its own.
    RecordRef Add(int entity, Record record);
};

}  // namespace plumb::mocks::sesam
