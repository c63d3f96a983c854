#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/dataflow/driver.h"
#include "harness/dataflow/make_driver.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// Drives a Sesam node by starting the listed pipes, and only those, until it is quiet (design,
/// section 6). Texts of the node are masked by `secrets`.
Result<std::unique_ptr<Driver>> MakeSesamDriver(const target::SesamDataflow& flow,
                                                const std::vector<std::string>& secrets,
                                                DriverContext context);

}  // namespace plumb::dataflow
