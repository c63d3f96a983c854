#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "harness/base/clock.h"
#include "harness/base/interrupt.h"
#include "harness/dataflow/driver.h"
#include "harness/system/http_client.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// What every kind of driver may need besides its section of the target. The references must
/// outlive the driver.
struct DriverContext {
    system::HttpClient& http;
    Clock& clock;
    std::string checklist;  ///< path of the checklist's file, for programs that read it
    /// How many times the data flow has changed the systems so far; empty when nobody can tell.
    std::function<std::uint64_t()> data_flow_writes;
    Interrupt interrupt{};  ///< ends a sync early
    /// How long a write may take to be readable in the systems; a round that read earlier than that
    /// after the last write may have missed it, and is no proof of quiet.
    Milliseconds read_lag = 0;
    /// True for a text that names a record of this run; empty where all records are the run's.
    /// Others' records are counted, and what is in them is never kept.
    std::function<bool(std::string_view)> is_ours = {};
};

/// The driver that the target's `dataflow` section names; an input error when there is none.
Result<std::unique_ptr<Driver>> MakeDriver(const target::Target& target, DriverContext context);

}  // namespace plumb::dataflow
