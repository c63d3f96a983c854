#pragma once

#include "mocks/sesam/port.h"
#include "mocks/sesam/run_report.h"

namespace plumb::mocks::sesam {

/// Writes pending values to existing records: one look-up and one request per record with all its
/// changed properties. A record that was changed since it was collected waits for the next collect
/// (optimistic locking, api/sesam.md 1.7). What the system refuses is noted and not tried again;
/// what fails for now stays pending.
class Sharer final {
  public:
    explicit Sharer(const Port& port) : port_(port) {}

    RunReport Run();

  private:
    enum class Next { kDone, kRepeat, kGiveUp };

    void Share(RecordRef ref);
    std::vector<int> PathsOf(RecordRef ref) const;
    Next TryOnce(RecordRef ref, const std::vector<int>& paths);
    std::optional<Version> Look(RecordRef ref, const std::vector<int>& paths);
    bool ChangedMeanwhile(RecordRef ref, const Sighting& now, std::vector<int>& to_write);
    Next Write(RecordRef ref, const Version& current, const std::vector<int>& paths);
    Next Refused(RecordRef ref, const Version& current, const std::vector<int>& paths,
                 const Outcome& outcome);
    void Failed(RecordRef ref, const std::vector<int>& paths, const Outcome& outcome);
    /// What was refused before other records were written: a value may have been free since.
    void TryRefusedAgain();
    Changes ChangesOf(RecordRef ref, const Version& current, const std::vector<int>& paths) const;

    struct Refusal {
        RecordRef ref;
        std::vector<int> paths;
        int written = 0;  ///< how many records this run had written by then
    };

    const Port& port_;
    RunReport report_;
    std::string last_failure_;  ///< of the record at hand; "" when nothing failed for now
    int failures_in_a_row_ = 0;
    bool has_stopped_ = false;  ///< at a refused write: what was to follow is lost
    std::vector<Refusal> refusals_;
};

}  // namespace plumb::mocks::sesam
