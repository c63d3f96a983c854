#pragma once

#include <deque>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "mocks/sesam/run_report.h"

namespace plumb::mocks::sesam {

/// The motor of one pipe: whether it runs, when it ran, how that went. Not for use from several
/// threads.
class Pump final {
  public:
    void Begin() { running_ = true; }
    /// The time of the last run moves on every run, even when the clock does not.
    void End(const RunReport& report, int queue, Milliseconds now);
    void SetQueue(int queue) { queue_ = queue; }
    void SetDisabled(bool disabled) { disabled_ = disabled; }
    /// After a restart: what it did is forgotten, what it is stays.
    void Reset(int queue);

    bool IsRunning() const { return running_; }
    bool IsDisabled() const { return disabled_; }

    Json Runtime() const;
    /// The last runs, oldest first, in the form of the execution log.
    Json Log(const std::string& pipe) const;

  private:
    struct Entry {
        RunReport report;
        Milliseconds at = 0;
    };

    bool running_ = false;
    bool disabled_ = false;
    int queue_ = 0;
    Milliseconds last_run_ = 0;
    RunReport last_;
    std::deque<Entry> log_;
};

}  // namespace plumb::mocks::sesam
