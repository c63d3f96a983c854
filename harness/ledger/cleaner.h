#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/ledger/ledger.h"
#include "harness/system/system.h"

namespace plumb::ledger {

/// A record of the run that is still in its system, or something else that is not as it was, for a
/// person to look at.
struct Remaining {
    std::string record;  ///< "youtrack users 24-5"
    std::string url;
    std::string why;
    std::string how = "could not be removed";
};

/// Removes what a ledger holds from its systems, and nothing else. Writes into the ledger what came
/// of each entry, so that it can be broken off and repeated. Not to be called from several threads.
class Cleaner final {
  public:
    using Systems = std::map<std::string, system::System*>;           ///< by id
    using Places = std::vector<std::pair<std::string, std::string>>;  ///< system and entity

    /// `places`: where records that bear the run's tag may be. `jobs`: deletions at a time.
    Cleaner(Ledger& ledger, Systems systems, Places places, Clock& clock, int jobs = 1)
        : ledger_(ledger),
          systems_(std::move(systems)),
          places_(std::move(places)),
          clock_(clock),
          jobs_(jobs) {}

    /// Reads all lists once, after the longest lag of the systems: settles what became of intended
    /// records, adopts records that bear the run's tag and are not in the ledger, and finds those
    /// that are there although they were deleted. An error when a list cannot be read; the others
    /// are read all the same.
    Status LookAround();

    /// Deletes what is alive, beginning with the newest; where that is refused, the profile's
    /// fallback. A record that holds others, and a lock, have their turn when all before them have
    /// ended. Stops trying a system that has not answered three times in a row.
    void Remove();
    /// The same, but leaves the locks of the run, and what the data flow made of them: it goes on.
    void RemoveButLocks();

    /// What is alive by now.
    std::vector<Remaining> StillThere() const;
    /// What its system would not delete and has taken the profile's fallback of: nothing more can
    /// be done about it.
    std::vector<Remaining> Retired() const;

  private:
    Status LookAt(const std::string& system, const target::Entity& entity);
    Status Settle(const std::string& system, const target::Entity& entity,
                  const system::Record& record);
    void RemoveThose(const std::function<bool(const Entry&)>& is_due);
    void RemoveTogether(const std::vector<Entry>& entries);
    void RemoveOne(const Entry& entry);
    std::string DeleteNow(const Entry& entry, const target::Entity& entity);
    const target::Entity* EntityOf(const Entry& entry) const;
    Remaining Describe(const Entry& entry, std::string_view otherwise) const;

    Ledger& ledger_;
    const Systems systems_;
    const Places places_;
    Clock& clock_;
    const int jobs_;
    std::mutex mutex_;                       ///< of what follows
    std::map<int, std::string> reasons_;     ///< why it could not be removed, by entry
    std::map<std::string, int> unanswered_;  ///< in a row, by system
};

/// The text by which a record of the run is found when its id is not known: the field that carries
/// the tag, else any text that holds the run's tag. In lower case; "" when there is none.
std::string MarkOf(const nlohmann::json& body, const target::Entity& entity,
                   const std::string& run_tag);

/// True when any text of the record holds `mark`, whatever its case.
bool Bears(const nlohmann::json& fields, const std::string& mark);

}  // namespace plumb::ledger
