#pragma once

#include <vector>

#include "mocks/sesam/graph.h"
#include "mocks/sesam/policies.h"

namespace plumb::mocks::sesam {

/// The merge rules (api/sesam.md, section 1.4): decides for every property of a cluster what it
/// should hold. The newest value wins and flows along the synced pairs; an empty one has a claim
/// only when an edit cleared it while the record was linked. Settling twice changes nothing.
class Settler final {
  public:
    Settler(const Schema& schema, State& state, const Policies& policies);

    /// Settles the record's cluster. Returns the records that should hold something else now.
    std::vector<RecordRef> Settle(RecordRef any_member);

  private:
    void Spread(const Graph& graph, std::size_t from, std::vector<bool>& settled,
                std::vector<RecordRef>& changed);
    bool Adopt(Slot& slot, Json value, Milliseconds time);

    const Schema& schema_;
    State& state_;
    const Policies& policies_;
};

}  // namespace plumb::mocks::sesam
