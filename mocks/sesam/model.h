#pragma once

#include <string>
#include <vector>

#include "mocks/sesam/matcher.h"
#include "mocks/sesam/policies.h"
#include "mocks/sesam/settler.h"
#include "mocks/sesam/sighting.h"
#include "mocks/sesam/worklist.h"

namespace plumb::mocks::sesam {

/// What the data flow knows and what follows from it: links, wanted values, pending writes. Pure:
/// no HTTP, no clock. Sightings go in, what is to be written comes out.
class Model final {
  public:
    /// All must outlive the model. What a former model left in `state` goes on.
    Model(const Schema& schema, State& state, const Policies& policies);

    /// Notes what a system shows. Consequences are drawn by Propagate(). False when it was ignored
    /// because a replica has not caught up: it must be looked at again.
    bool Observe(int entity, const Sighting& sighting);
    /// Notes that a record is no more. It leaves its cluster and is never made again.
    void Vanished(RecordRef ref);
    /// Applies merge and match rules to everything noted since the last call: links that exist are
    /// settled before new ones are made, so that a key that moved with its record matches nobody
    /// else's.
    void Propagate();

    /// Notes the system's answer to a write of these paths.
    void Written(RecordRef ref, const std::vector<int>& paths, const Sighting& stored,
                 Milliseconds at);
    /// The record's paths already held what was to be written.
    void AlreadyThere(RecordRef ref, const std::vector<int>& paths);
    /// The system refuses the wanted values of these paths for good: they are not tried again.
    void Refused(RecordRef ref, const std::vector<int>& paths);
    /// Takes back Refused().
    void TryAgain(RecordRef ref, const std::vector<int>& paths);
    /// Notes a record that the flow made; the one that is known when it was seen before.
    RecordRef Add(int entity, const Sighting& stored);
    /// Links a record to the one it was made from, whatever their keys. `body` holds the values by
    /// target path that were asked for.
    void Created(RecordRef source, int flow, RecordRef made, const Json& body, Milliseconds at);

    RecordRef Find(int entity, const std::string& id) const;  ///< record -1 when unknown
    /// Paths of the record that are to be written.
    std::vector<int> PendingPaths(RecordRef ref) const;
    const std::set<int>& PendingOf(int entity) const { return worklist_.Of(entity); }

    const Schema& GetSchema() const { return schema_; }
    State& GetState() { return state_; }
    const State& GetState() const { return state_; }
    const Policies& GetPolicies() const { return policies_; }

  private:
    void NoteEdits(RecordRef ref, const Sighting& sighting);
    void DateAnew(RecordRef ref, const Sighting& sighting);
    void Touch(RecordRef ref);

    const Schema& schema_;
    State& state_;
    const Policies& policies_;
    Matcher matcher_;
    Settler settler_;
    Worklist worklist_;
    std::vector<RecordRef> touched_;  ///< since the last Propagate()
};

}  // namespace plumb::mocks::sesam
