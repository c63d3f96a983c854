#pragma once

#include <string>
#include <utility>
#include <vector>

#include "harness/run/owed.h"
#include "harness/run/world.h"

namespace plumb::run {

/// Looks in lists for what cases have written: one list of an entity for all of them, where its
/// pages are fewer than the records that are to be read. Decides nothing but what a list shows as
/// it must be; a list may lag, so everything else is left to be read by itself. Where requests cost
/// nothing (mocks) it looks for nothing. Not for several threads.
class SharedReading final {
  public:
    explicit SharedReading(const World& world) : world_(world) {}

    /// All of them count as looked for afterwards.
    void LookFor(const std::vector<Owed*>& owed);

  private:
    using Group = std::vector<Owed*>;  ///< of one entity

    bool IsCheaper(const Group& group) const;
    void Look(const Group& group);

    const World& world_;
};

}  // namespace plumb::run
