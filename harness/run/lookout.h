#pragma once

#include <map>
#include <set>
#include <string>

#include "harness/dataflow/driver.h"
#include "harness/run/control.h"
#include "harness/run/state.h"

namespace plumb::run {

/// Looks at both systems while one sync runs, for a data flow that cannot say that it is done: what
/// has moved since the last look, and which control edits have arrived. Judges nothing.
class Lookout final {
  public:
    /// `controls` may be nullptr: no edit is awaited then. `barrier` is the number of the sync that
    /// runs.
    Lookout(const World& world, Controls* controls, int barrier)
        : world_(world), controls_(controls), barrier_(barrier) {}

    /// The first look finds nothing moved.
    Result<dataflow::Sight> Look();

  private:
    /// Ids of the records that have moved since the last look.
    Result<std::set<std::string>> LookAt(Side side, const target::Entity& entity);
    void Name(const std::string& system, const std::string& entity,
              const std::set<std::string>& moved, dataflow::Sight& sight) const;

    const World& world_;
    Controls* controls_;
    int barrier_;
    std::map<std::pair<std::string, std::string>, State::Records> seen_;  ///< by system and entity
};

}  // namespace plumb::run
