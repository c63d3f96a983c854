#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/run/maker.h"
#include "harness/run/places.h"
#include "harness/run/world.h"
#include "harness/system/lock_record.h"

namespace plumb::run {

/// When each system, by id, made the lock that a run has there, as the system itself tells.
using LockTimes = std::map<std::string, std::optional<Milliseconds>>;

/// Whether the run of `ours` goes on where it sees the living locks `theirs` of another one: only
/// if the first system, by id, on which both have one has made ours earlier. Two runs can never
/// both go on: of two locks the one that was made later is read again after both are visible, so
/// its run sees the other one, and does not go on.
bool GoesOn(const LockTimes& ours, const LockTimes& theirs);

/// Where the lock of a system is made, and how.
struct LockPlace {
    Side side;
    system::System& system;
    const target::LockForm& form;
    const target::Entity& entity;
};

/// Keeps a run alone in its tenants: a record in each system whose profile says of what kind
/// (`lock`), with the run, the host and a time until which it holds. It is one of the run's
/// records: it bears its tag, is in the ledger before it is made, and is the last that is removed.
/// Whoever is too late gets an environment error that says whose lock it met. Locks of others are
/// read and never touched. Not for several threads.
class TenantLock final {
  public:
    explicit TenantLock(const World& world, std::string host = HostName());

    /// Looks for locks of others, makes our own where there is none, and lets the lag of the
    /// systems pass. After an error, what was made is left to the ledger's cleaner.
    Status Take();
    /// All records of a place, as they are listed after Take().
    void See(const Place& place, const std::vector<system::Record>& records);
    /// By what was seen since: an error when another run was first, or when the lists do not show
    /// our own locks.
    Status Confirm();
    /// Call before every sync. Reads our locks, and renews those that have less than half of their
    /// term left. An error when one is gone, has lapsed or cannot be renewed: another run may be at
    /// work then.
    Status Renew();

    /// How long a lock holds that is not renewed. Half of it outlasts a sync and what is sent
    /// before the next one.
    static Milliseconds TermOf(const World& world);
    /// The name of this machine.
    static std::string HostName();

  private:
    /// Our lock in one system, and those that were seen beside it.
    struct Own {
        LockPlace place;
        std::string id{};
        Milliseconds until = 0;                  ///< by the system's clock
        std::vector<system::LockRecord> seen{};  ///< that hold, our own among them
    };

    bool IsOurs(const system::LockRecord& lock) const;
    Json BodyOf(const Own& own) const;
    std::string TextOf(const Own& own) const;
    std::string UrlOf(const Own& own) const;
    Status LookAt(const Own& own) const;
    void NoteLapsed(const Own& own, const system::LockRecord& lock) const;
    Status Make(Own& own);
    Status RenewOne(Own& own);
    Status Extend(Own& own, const system::Record& record);
    LockTimes TimesOf(const std::string& run) const;
    tl::unexpected<Error> Lost(
        const Own& own, const std::string& how,
        const std::string& hint = "find out who or what has touched it, then run again") const;

    const World& world_;
    const std::string host_;
    Maker maker_;
    std::map<std::string, Own> locks_;  ///< by system, which is the order of their making
};

/// For those who act on what a run has left: that another one holds one of its systems by now, in
/// words; nullopt when none does. An error when that cannot be read.
Result<std::optional<Problem>> FindOtherRun(const World& world);

}  // namespace plumb::run
