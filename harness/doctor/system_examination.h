#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/doctor/finding.h"
#include "harness/doctor/observer.h"
#include "harness/system/system.h"
#include "harness/target/target.h"

namespace plumb::doctor {

/// What of a system a run will use.
struct SystemSubject {
    const target::SystemAccess& access;
    std::vector<std::string> entities;  ///< of the checklist, and their parents
    std::optional<target::Safety> safety;
};

/// Looks at a system without leaving a trace: its servers, how many records there are, whether a
/// run holds it or runs have left some behind, what the account may do, how fast it may be asked.
/// Reads each list once and keeps only counts of it. `observer` is the client that `system` sends
/// through.
Examination ExamineSystem(system::System& system, const SystemSubject& subject,
                          const Observer& observer);

}  // namespace plumb::doctor
