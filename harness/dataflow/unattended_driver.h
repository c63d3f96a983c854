#pragma once

#include <memory>

#include "harness/dataflow/driver.h"
#include "harness/dataflow/make_driver.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// "Drives" a data flow that runs by itself: nothing is triggered, a sync is waiting until nothing
/// moves any more (design, section 6). Quiet is never more than assumed.
std::unique_ptr<Driver> MakeUnattendedDriver(const target::UnattendedDataflow& flow,
                                             DriverContext context);

}  // namespace plumb::dataflow
