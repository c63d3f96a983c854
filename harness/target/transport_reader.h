#pragma once

#include <string>
#include <vector>

#include "harness/target/transport.h"
#include "harness/yaml/fields.h"

namespace plumb::target {

/// The keys `tls` and `timeouts` of a system or a data flow; files are relative to `folder`.
Transport ReadTransport(yaml::Fields& fields, const std::string& folder,
                        std::vector<Problem>& problems);

}  // namespace plumb::target
