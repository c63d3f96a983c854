#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "harness/base/clock.h"
#include "harness/system/system.h"
#include "harness/target/profile.h"

namespace plumb::system {

/// With what the text of every lock begins.
constexpr std::string_view kLockMark = "plumb-lock";

/// A record by which a run says that it is at work in a system (`lock` of the profile), as another
/// run reads it. A plain value.
struct LockRecord {
    std::string id;
    std::string run;                      ///< tag of the run; "" when the text cannot be read
    std::string host;                     ///< where it runs; "" likewise
    std::optional<Milliseconds> until;    ///< by the system's clock; nullopt: not known
    std::optional<Milliseconds> made_at;  ///< by the system's clock, where that tells

    /// One of which it is not known until when it holds holds.
    bool HoldsAt(Milliseconds now) const { return !until || now < *until; }
};

/// What the text of a lock says, cut to what its field takes; every run reads it (LockIn).
std::string LockText(const std::string& run, Milliseconds until, const std::string& host,
                     std::size_t max_length);

/// The lock that a record is, or nothing. One that was released by archiving it is none.
std::optional<LockRecord> LockIn(const target::LockForm& form, const target::Entity& entity,
                                 const Record& record);

/// "the run p1234567 on HOST holds it until 2026-11-27T02:00:00.000Z".
std::string WhoseIs(const LockRecord& lock);
/// What somebody can do about it who wants to run.
std::string WhatToDoAbout(const LockRecord& lock);

}  // namespace plumb::system
