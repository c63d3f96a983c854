#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "mocks/sesam/connector.h"
#include "mocks/sesam/model.h"
#include "mocks/sesam/pipe.h"
#include "mocks/sesam/port.h"
#include "mocks/sesam/run_report.h"

namespace plumb::mocks::sesam {

using Connectors = std::vector<std::unique_ptr<Connector>>;  ///< by number of the entity

/// The reference data flow: model and connectors behind pipes that are run one at a time.
/// Everything that must survive its end is in the state. Not for use from several threads.
class DataFlow final {
  public:
    /// All but the connectors must outlive it.
    DataFlow(const Schema& schema, State& state, const Policies& policies, Connectors connectors,
             Clock& clock);

    RunReport Run(const Pipe& pipe);

    /// How much the pipe still has to write. 0 for a collect pipe.
    int QueueOf(const Pipe& pipe) const;

    /// Where the pipe goes on reading: a moment for one that reads what changed since, null for one
    /// that reads everything or nothing yet; a share pipe goes on after all that it has seen.
    Json LastSeen(const Pipe& pipe) const;
    /// The next run reads everything (nothing), or what changed since the moment. A share pipe
    /// compares before it writes and has nothing to repeat.
    void Seek(const Pipe& pipe, std::optional<Milliseconds> since);
    /// Writes that the system has refused or left unanswered are not tried again.
    void DiscardRetries(const Pipe& pipe);

    const State& GetState() const { return state_; }

  private:
    Port PortOf(int entity);
    /// For the defect that carries deletes over to the other system.
    void DeletePartners(const std::vector<RecordRef>& vanished);

    State& state_;
    const Policies& policies_;
    Connectors connectors_;
    Clock& clock_;
    Model model_;
};

}  // namespace plumb::mocks::sesam
