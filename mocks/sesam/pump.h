#pragma once

#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "mocks/sesam/execution_log.h"
#include "mocks/sesam/run_report.h"

namespace plumb::mocks::sesam {

/// The motor of one pipe: whether it runs, when it ran, how that went. Does not run the pipe. Not
/// for use from several threads.
class Pump final {
  public:
    explicit Pump(const std::string& pipe) : log_(pipe) {}

    struct Ending {
        RunReport report{};
        std::vector<WriteError> errors{};
        bool full = true;  ///< it read everything
        int queue = 0;     ///< what is left to write
        Json last_seen{};
    };
    void Begin(Milliseconds now);
    /// The time of the last run moves on every run, even when the clock does not.
    void End(const Ending& ending, Milliseconds now);
    void SetQueue(int queue) { queue_ = queue; }
    void SetDisabled(bool disabled, std::string comment);
    /// Somebody has set where the pipe goes on reading.
    void SetLastSeen(Json last_seen, bool is_reset, Milliseconds now);
    /// After a restart: what it did is forgotten, what it is stays.
    void Reset(int queue, Json last_seen);

    bool IsRunning() const { return running_; }
    bool IsDisabled() const { return disabled_; }

    Json Runtime() const;
    const ExecutionLog& Log() const { return log_; }

  private:
    bool running_ = false;
    bool disabled_ = false;
    std::string comment_;
    int queue_ = 0;
    Milliseconds began_ = 0;
    Milliseconds last_run_ = 0;
    Json last_seen_;
    RunReport last_;
    ExecutionLog log_;
};

/// What POST /pipes/{id}/pump takes; two more of the published ones are not supported.
const std::vector<std::string>& SupportedOperations();

}  // namespace plumb::mocks::sesam
