#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "harness/dataflow/driver.h"
#include "harness/run/held.h"
#include "harness/run/needs.h"
#include "harness/run/world.h"
#include "harness/system/mock_admin.h"

namespace plumb::run {

/// What could be seen after a barrier, read once and shared by all cases: the records of both
/// systems, the link tables, the writes of the data flow, and how the sync ended. Each part is read
/// when it is first asked for. Safe from several threads between two calls of Advance().
class State final {
  public:
    /// `barriers` is the number of syncs so far.
    explicit State(const World& world) : world_(world) {}

    /// Call before the run does anything: what the mocks have logged by now belongs to others. An
    /// error when the systems keep separate logs, of which no order of requests can be told.
    Status Begin();

    /// After a sync: forgets what was read and takes the writes of the data flow since.
    Status Advance(dataflow::SyncReport report);
    /// The last sync has gone on; `report` is of what it did since, with all its rounds.
    Status GoOn(dataflow::SyncReport report);
    /// Adds to what the report of the last sync says in detail.
    void Remark(const std::string& text);

    /// What is going to be asked of the barrier that has come: where the records that are known are
    /// fewer than the pages of their list, and nothing else is looked for, each is read by itself.
    /// Where requests cost nothing (mocks), and for what was not expected, lists are read.
    void Expect(const Needs& needs);

    /// Call for every fault that a case sets: what a sync meets of others is a disturbance.
    void NoteFault(const std::string& id);

    int Barrier() const { return static_cast<int>(reports_.size()); }
    /// How barrier `number` (from 1) ended.
    const dataflow::SyncReport& ReportOf(int number) const {
        return reports_[static_cast<std::size_t>(number - 1)];
    }

    /// True when a request of the data flow has met this fault, as far as the last sync.
    bool HasMet(const std::string& fault) const { return met_.contains(fault); }
    /// True when one of these faults was set by nobody's step.
    bool HasStranger(const std::vector<std::string>& faults) const;
    /// True when a sync from barrier `first` on met such a fault, whether it coped with it or not.
    bool MetStrangerSince(int first) const { return first <= last_strange_; }
    /// What kept a sync from barrier `first` on from doing all, for which the data flow is not to
    /// blame: it failed by a fault of nobody's step, or a system asked to slow down; "" for none.
    std::string DisturbanceSince(int first) const;

    using Records = std::map<std::string, system::Record>;  ///< by id
    /// All records of the entity on this side, as they were after the last sync.
    Result<const Records*> RecordsOf(Side side, const target::Entity& entity);
    /// One of them, null when it is gone or not known yet; read for this case, "" for none.
    Result<const system::Record*> RecordOf(const Held& held, const std::string& case_id);
    /// The same records as lower-cased text, to search in.
    using Texts = std::map<std::string, std::string>;  ///< by id
    Result<const Texts*> TextsOf(Side side, const target::Entity& entity);
    Result<const dataflow::Links*> LinksOf(const checklist::Flow& flow);

    using Writes = std::span<const system::LoggedWrite>;  ///< of the data flow, oldest first
    /// Those that were seen when so many had been; as far back as they are kept.
    Writes WritesSince(std::size_t mark) const;
    /// A mark: the number of writes seen so far.
    std::size_t WriteMark() const { return forgotten_ + writes_.size(); }
    /// Those of the last sync.
    Writes LastWrites() const { return WritesSince(last_sync_); }
    /// Nobody has a mark any more, and only the writes of the last sync can be asked for.
    void ForgetWrites();
    /// Number of the newest request in the mocks' log that Begin() or the last sync has seen; 0
    /// without a log.
    std::uint64_t LastRequest() const { return last_request_; }
    /// Number of the newest request in the mocks' log after each sync; zeros without a log.
    const std::vector<std::uint64_t>& LastRequests() const { return last_requests_; }
    /// Entity lists whose log lost requests: verdicts that rest on the log cannot be trusted.
    bool LogIsComplete() const { return log_is_complete_; }

  private:
    Status NoteDisturbance(dataflow::SyncReport& report);
    Status Take();
    std::string OwnThrottling();
    Result<const system::Record*> SingleLocked(const Held& held, const std::string& case_id);
    Result<const Records*> RecordsLocked(Side side, const target::Entity& entity);

    const World& world_;
    std::mutex mutex_;
    std::vector<dataflow::SyncReport> reports_;
    using Place = std::pair<std::string, std::string>;  ///< system and entity
    std::set<Place> singly_;                            ///< read record by record
    std::map<std::pair<Place, std::string>, std::optional<system::Record>> single_;  ///< by id
    std::map<std::pair<std::string, std::string>, Records> records_;  ///< by system and entity
    std::map<std::pair<std::string, std::string>, Texts> texts_;      ///< by system and entity
    std::map<std::string, dataflow::Links> links_;                    ///< by flow id
    std::vector<system::LoggedWrite> writes_;                         ///< but for the oldest
    std::size_t forgotten_ = 0;                                       ///< of the writes
    std::size_t last_sync_ = 0;                                       ///< the mark before it
    std::set<std::string> faults_;  ///< ids of those that cases have set
    std::set<std::string> met_;     ///< ids of faults
    int last_strange_ = 0;          ///< the last barrier whose sync met a fault of nobody's step
    std::uint64_t last_request_ = 0;
    std::vector<std::uint64_t> last_requests_;
    bool log_is_complete_ = true;
    std::map<std::string, int>
        throttled_;  ///< answers to the harness, by system, as of the last sync
};

}  // namespace plumb::run
