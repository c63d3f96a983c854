#pragma once

#include <string>
#include <vector>

#include "harness/yaml/node.h"
#include "mocks/http/fault.h"
#include "mocks/http/known_system.h"

namespace plumb::mocks::http {

/// Reads one fault, strictly: unknown keys, values out of range and a match that no request can
/// fulfil are problems with their place.
///
///     match: {system: youtrack, operation: update, nth: 2, times: 1}
///     verdict: {is: status, status: 503, retry_after_s: 2}
///
/// A verdict without parameters may be its name alone: `verdict: commit-then-drop`.
Fault ReadFault(const yaml::Node& node, const std::vector<KnownSystem>& systems,
                std::vector<Problem>& problems);

/// A file of faults: `faults:` and a list of them.
std::vector<Fault> ReadFaults(const yaml::Node& file, const std::vector<KnownSystem>& systems,
                              std::vector<Problem>& problems);

/// The fault in the form in which it is read.
nlohmann::json ToJson(const Fault& fault);

}  // namespace plumb::mocks::http
