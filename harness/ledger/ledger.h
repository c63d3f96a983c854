#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/ledger/entry.h"

namespace plumb::ledger {

/// Which records are the run's own. On a tenant every entry is on the disk before the request that
/// creates its record is sent, so that `plumb cleanup` finds it whatever happens to the run; on
/// mocks it is kept in memory only. An entry that cannot be written is an environment error, and
/// its record must not be created. Safe from several threads.
class Ledger final {
  public:
    /// Makes the folders on the way. A ledger that still lists living records, or a scheduler that
    /// is still paused, is never replaced.
    static Result<std::unique_ptr<Ledger>> Open(const std::string& file, const Header& header);
    /// Goes on with one that a run has left behind.
    static Result<std::unique_ptr<Ledger>> Resume(const std::string& file);
    /// No file.
    static std::unique_ptr<Ledger> InMemory(const Header& header);
    ~Ledger();

    const Header& GetHeader() const;

    /// Before a creation is sent. The number of the entry.
    Result<int> Intend(Entry entry);
    /// The record exists, and this is its id.
    Status Made(int number, const std::string& id);
    /// Any other thing that happened to the entry.
    Status Change(int number, State state, const std::string& why = {});
    /// A record of the data flow's making, by a mark of this run.
    Result<int> Adopt(Entry entry);

    /// Before the data flow's scheduler is paused.
    Status Paused(nlohmann::json former);
    /// What became of it.
    Status EndPause(PauseState state);
    std::optional<Pause> GetPause() const;

    /// The entry of a record; nullopt when it is not one of the run's.
    std::optional<int> NumberOf(const std::string& system, const std::string& entity,
                                const std::string& id) const;
    std::vector<Entry> Entries() const;  ///< by number
    std::vector<Entry> Alive() const;    ///< by number

  private:
    class Impl;
    explicit Ledger(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace plumb::ledger
