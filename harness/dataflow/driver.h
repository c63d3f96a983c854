#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/dataflow/scheduler.h"
#include "harness/target/capability.h"

namespace plumb::dataflow {

/// How a sync ended. Closed.
enum class SyncEnd {
    kQuiet,         ///< the data flow has nothing left to do that it knows of
    kAssumedQuiet,  ///< nothing was seen to move, of a data flow that cannot say that it is done
    kBusy,          ///< the deadline passed and it was still at work
    kStillWriting,  ///< all allowed rounds were used and the last ones still wrote to the systems
    kFailed,        ///< the data flow broke: exit code, signal, crash, garbage. Its fault
};

/// Nothing is left to wait for, as far as the driver can tell.
constexpr bool IsOver(SyncEnd end) {
    return end == SyncEnd::kQuiet || end == SyncEnd::kAssumedQuiet;
}

struct SyncReport {
    SyncEnd end = SyncEnd::kQuiet;
    int rounds = 0;
    std::string detail;  ///< what was still moving, how it failed; "" when all went well
    /// Which faults of the systems it met that no step had asked for, where it failed; "" for none.
    /// No driver knows: whoever can read the systems' logs fills it in.
    std::string disturbance = {};
    /// Output, rejected writes, failed runs: texts for the journal, masked, each bounded.
    std::vector<std::string> evidence;
    /// What the data flow tells itself of a system that asked it to slow down (429), whether it
    /// coped or not, masked; "" for nothing. Who had asked for that is not known.
    std::string throttled = {};
    /// The rounds of the order were used, and it did not come to rest in them; the target allows
    /// more.
    bool is_cut = false;
    /// How often it wrote to the systems in the last rounds that were looked at, where somebody
    /// counts that.
    std::uint64_t last_writes = 0;
};

/// What can be seen of the systems while a data flow runs that cannot say that it is done.
struct Sight {
    bool moved = false;                  ///< something differs from the last look
    bool controls_arrived = false;       ///< every control edit of this sync is on the other side
    std::vector<std::string> what = {};  ///< that moved, a few, in words: "youtrack users u-17"
};

/// What a data flow says itself of what it is.
struct Identity {
    std::string version = {};        ///< of its engine; "" when it does not say
    std::string configuration = {};  ///< SHA-256 of how it is configured; "" when it does not say
};

/// What a driver is told about one sync.
struct SyncOrder {
    Milliseconds deadline = 0;  ///< from now
    /// How long the control edits of this sync may take to arrive; 0 when none was sent.
    Milliseconds window = 0;
    /// Reads both systems. Only for drivers that can but assume quiet.
    std::function<Result<Sight>()> look = {};
    /// Rounds that this sync may use, where that is less than the target allows; 0 for all. A
    /// driver that knows no rounds does not see it.
    int most_rounds = 0;
    /// Those that the same sync has used before: it goes on from there.
    int used_rounds = 0;
};

/// True when it was at work when it was stopped: what is missing after it may yet come.
constexpr bool WasStopped(const SyncReport& report) {
    return report.end == SyncEnd::kBusy || report.is_cut;
}

/// Rounds of a sync of which the target allows so many.
constexpr int RoundsFor(const SyncOrder& order, int allowed) {
    return order.most_rounds == 0 ? allowed : std::min(order.most_rounds, allowed);
}

struct LinkEnd {
    std::string entity;  ///< "users"
    std::string id;
    auto operator<=>(const LinkEnd&) const = default;
};
struct Link {
    LinkEnd source;
    LinkEnd target;
    auto operator<=>(const Link&) const = default;
};
using Links = std::set<Link>;

/// How a kind of data flow is made to run and what can be seen of it. One implementation per kind;
/// the harness knows no other way to the thing under test. Not for use from several threads.
///
/// An error (Result) always means that the harness could not do its part: never the data flow's
/// fault.
class Driver {
  public:
    virtual ~Driver() = default;

    virtual target::Capabilities GetCapabilities() const = 0;
    /// "Sesam node http://…, version …", for the report. May ask the data flow.
    virtual std::string Describe() = 0;
    /// Whether it can be driven as the target says, before anything is written: an error names all
    /// that is in the way. May ask the data flow.
    virtual Status Check() { return {}; }
    /// Asks the data flow. What cannot be read is left empty: no run fails by that.
    virtual Identity Identify() { return {}; }
    /// Lets the data flow run until it is quiet, at most until the order's deadline.
    virtual Result<SyncReport> Sync(const SyncOrder& order) = 0;
    /// The data flow's own link table, between source and target entities of the flow. Only with
    /// Capability::kLinks.
    virtual Result<Links> ReadLinks(const std::string& source_entity,
                                    const std::string& target_entity) = 0;
    /// Only with Capability::kRestart. A data flow that does not come back is its own fault: the
    /// report of the next sync says so.
    virtual Status Restart() = 0;
    /// What makes it run by itself; null where it has nothing of the kind, or where the target does
    /// not allow to pause it.
    virtual Scheduler* GetScheduler() { return nullptr; }
};

}  // namespace plumb::dataflow
