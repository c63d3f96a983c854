#pragma once

#include "harness/base/result.h"
#include "harness/target/transport.h"

namespace plumb::system {

/// Looks into the files that a target's `tls` names: each is there and PEM, and the key is that of
/// the certificate. What is wrong is an input error at the place that names the file.
Status CheckTls(const target::Tls& tls);

}  // namespace plumb::system
