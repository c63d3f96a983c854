#pragma once

#include <vector>

#include "harness/catalogue/context.h"
#include "harness/plan/load.h"
#include "harness/target/profile.h"

namespace plumb::plan {

/// What it takes to keep a run alone in its tenants (run::TenantLock): a look for others, and a
/// record in each system of the checklist whose profile says of what kind, with the copy that a
/// data flow makes of every record. Renewing is not foreseen: nobody knows how long syncs take.
Load LocksOf(const catalogue::Context& context, const std::vector<target::Profile>& profiles);

/// Their reading before each of so many syncs and before tidying up, and their deletion.
Load KeepingOf(const Load& locks, const catalogue::Context& context, int syncs);

}  // namespace plumb::plan
