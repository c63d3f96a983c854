#pragma once

#include <memory>

#include "harness/dataflow/driver.h"
#include "harness/dataflow/make_driver.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// Drives a data flow that is a program, run for each sync (design, section 6). `target.dataflow`
/// must be a CommandDataflow.
Result<std::unique_ptr<Driver>> MakeCommandDriver(const target::Target& target,
                                                  DriverContext context);

}  // namespace plumb::dataflow
