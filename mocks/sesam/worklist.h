#pragma once

#include <set>
#include <vector>

#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

/// Which records are to be written, by entity. Derived from the state, so it is built anew after a
/// restart.
class Worklist final {
  public:
    Worklist(const Schema& schema, const State& state);

    /// Looks at the record again.
    void Refresh(RecordRef ref);

    const std::set<int>& Of(int entity) const { return records_[static_cast<std::size_t>(entity)]; }

  private:
    const Schema& schema_;
    const State& state_;
    std::vector<std::set<int>> records_;
};

}  // namespace plumb::mocks::sesam
