#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "mocks/sesam/run_report.h"
#include "mocks/sesam/views.h"

namespace plumb::mocks::sesam {

/// A write that the system refused in a run.
struct WriteError {
    std::string id;
    std::string message;
    Json attempted;
};

/// What the runs of one pipe left behind, as the dataset system:pump_execution:<pipe>: an entity
/// per kind of event, and per record whose write failed; each event is a new version of it. A run
/// that did nothing leaves nothing, as on a node with its default settings. Keeps the last events
/// only. Not for use from several threads.
class ExecutionLog final {
  public:
    explicit ExecutionLog(std::string pipe) : pipe_(std::move(pipe)) {}

    struct Run {
        Milliseconds began = 0;
        Milliseconds ended = 0;
        bool full = true;      ///< read everything, not only what changed
        bool retries = false;  ///< something is left to be tried again
        RunReport report{};
        std::vector<WriteError> errors{};
    };
    void Ran(const Run& run);
    void OffsetSet(const Json& last_seen, bool is_reset, Milliseconds at);

    Json Read(const DatasetQuery& query) const;
    std::int64_t LastUpdated() const { return updated_; }

  private:
    void Add(std::string id, const char* event, Milliseconds at, Json more);

    std::string pipe_;
    std::deque<Json> events_;
    std::int64_t updated_ = 0;
};

}  // namespace plumb::mocks::sesam
