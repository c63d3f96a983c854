#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "harness/checklist/checklist.h"
#include "harness/dataflow/driver.h"
#include "harness/ledger/ledger.h"
#include "harness/run/body.h"
#include "harness/run/recorder.h"
#include "harness/run/values.h"
#include "harness/run/write_budget.h"
#include "harness/system/mock_admin.h"
#include "harness/system/system.h"
#include "harness/target/capability.h"
#include "harness/target/profile.h"

namespace plumb::run {

/// Everything that a run acts on, made once by the command line and used by all parts of the run.
/// References only; owns nothing but what it makes of them.
struct World {
    const checklist::Checklist& checklist;
    const std::vector<target::Profile>& profiles;
    std::map<std::string, system::System*> systems;    ///< by system id
    std::map<std::string, system::MockAdmin*> admins;  ///< by system id; empty on live targets
    dataflow::Driver& driver;
    target::Capabilities capabilities;
    Clock& clock;  ///< of the target: waiting on a virtual clock moves it
    Recorder& recorder;
    const ValueMaker& values;
    const BodyMaker& bodies;
    ledger::Ledger& ledger;  ///< the records of the run
    WriteBudget& budget;
    Milliseconds sync_deadline = 30 * 60'000;
    /// Requests count more than time: what is written is read back in lists where they are fewer.
    bool rations_requests = false;
    /// Nothing starts the data flow: it may be at work, and use the systems' keys, at any time.
    bool runs_by_itself = false;
    bool is_exclusive = false;  ///< nobody else may change its records, says the target
    int page_limit = 120;       ///< records; above it `more-than-a-page` is skipped

    system::System& SystemOn(Side side) const { return *systems.at(bodies.SystemOn(side)); }
    bool Can(target::Capability capability) const { return capabilities.contains(capability); }
};

}  // namespace plumb::run
