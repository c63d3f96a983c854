#pragma once

#include <memory>
#include <string>
#include <vector>

#include "harness/dataflow/driver.h"
#include "harness/dataflow/make_driver.h"
#include "harness/target/target.h"

namespace plumb::dataflow {

/// Drives a data flow that an HTTP request starts (design, section 6). Another one, if there is
/// one, tells when it is idle; else quiet is assumed when nothing moves any more.
std::unique_ptr<Driver> MakeWebhookDriver(const target::WebhookDataflow& flow,
                                          const std::vector<std::string>& secrets,
                                          DriverContext context);

}  // namespace plumb::dataflow
