#pragma once

#include <string>
#include <vector>

#include "harness/yaml/node.h"
#include "mocks/http/fault.h"

namespace plumb::mocks::http {

/// What a fault's match is held against, so that one that can never occur is refused.
struct KnownSystem {
    std::string name;
    Operations operations;
};

std::vector<std::string> NamesOf(const std::vector<KnownSystem>& systems);
/// The entities that their operations are about, in alphabetical order.
std::vector<std::string> EntitiesOf(const std::vector<KnownSystem>& systems);

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
