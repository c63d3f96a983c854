#pragma once

#include <string>
#include <vector>

#include "harness/yaml/node.h"
#include "mocks/http/fault.h"

namespace plumb::mocks::http {

/// The verdicts of faults as text: `truncate`, or `{is: status, status: 503, retry_after_s: 2}`.

/// Strict: what cannot be understood is a problem with its place, and the result means nothing.
FaultVerdict ReadVerdict(const yaml::Node& node, std::vector<Problem>& problems);
nlohmann::json ToJson(const FaultVerdict& verdict);

/// "status", "commit-then-drop" …
std::string NameOf(const FaultVerdict& verdict);

/// False when requests of this operation cannot meet the verdict: a lost item needs a list.
bool CanMeet(const FaultVerdict& verdict, const Operation& operation);

}  // namespace plumb::mocks::http
