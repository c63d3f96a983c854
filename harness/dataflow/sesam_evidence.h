#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/secrets.h"
#include "harness/dataflow/driver.h"
#include "harness/dataflow/execution_log.h"
#include "harness/dataflow/sesam_node.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// What a Sesam node tells of a sync beside how it ended: writes that a system rejected, which hide
/// in the share datasets, and failures in the execution logs of its pipes. Each text is masked and
/// bounded, and so is their number. What is in records that are not the run's is never kept: they
/// are counted.
class SesamEvidence final {
  public:
    SesamEvidence(const target::SesamDataflow& flow, const Secrets& secrets,
                  std::function<bool(std::string_view)> is_ours);

    /// Before a sync: what the logs hold by now is old. A log that cannot be read is told of in the
    /// report of the sync, once, and is not asked for again.
    void Begin(SesamNode& node);
    /// After a round: what was written since the last one. `newest` is where each dataset ends.
    NodeResult<std::monostate> ReadShares(SesamNode& node,
                                          const std::map<std::string, std::string>& newest);
    /// After a sync. Fails nothing.
    void ReadLogs(SesamNode& node);
    /// Puts what was found since Begin() into the report, and forgets it.
    void Tell(SyncReport& report);

    /// Share datasets are read from here on.
    void StartFrom(const std::map<std::string, std::string>& newest) { seen_ = newest; }
    /// Logs may count from a new beginning, as after a restart of the node.
    void Forget();

    /// A failure's text without the e-mail addresses that are not of this run.
    std::string WithoutOthersAddresses(std::string_view text) const;
    /// What the last round wrote that wrote anything, in words, by dataset; "" for nothing.
    std::string LastWritten() const;

  private:
    struct Found {
        std::vector<std::string> texts;
        int more = 0;    ///< beyond those that are shown
        int others = 0;  ///< of records that are not the run's
    };

    bool IsOurs(const std::string& text) const { return !is_ours_ || is_ours_(text); }
    void Add(Found& found, const std::string& text);
    void TakeShared(const std::string& dataset, const nlohmann::json& entities);
    void TakeFailure(const std::string& pipe, const LoggedFailure& failure);
    void NoteThrottling(const std::string& who, const std::string& text);
    NodeResult<std::monostate> ReadLog(SesamNode& node, const std::string& pipe);
    void GiveUpLog(const std::string& pipe, const std::string& why);

    const target::SesamDataflow& flow_;
    const Secrets& secrets_;
    std::function<bool(std::string_view)> is_ours_;
    std::map<std::string, std::string> seen_;  ///< how far each share dataset was read
    std::map<std::string, std::string> logs_;  ///< how far each pipe's log was read
    std::set<std::string> unreadable_;         ///< pipes whose log is not asked for again
    bool told_unreadable_ = false;
    Found rejected_;
    Found failed_;
    std::vector<std::string> remarks_;
    std::string throttled_;
    std::map<std::string, std::string> last_written_;  ///< by dataset
};

}  // namespace plumb::dataflow
