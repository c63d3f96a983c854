#pragma once

#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/step.h"
#include "harness/yaml/node.h"

namespace plumb::scenario {

/// The YAML form of values: plain `fresh`, `$fresh.NAME`, `!absent`, null, numbers and booleans;
/// everything else, and all that is quoted, is a literal text. Readers add to `problems`.

Value ReadValue(const yaml::Node& node, std::vector<Problem>& problems);
std::string WriteValue(const Value& value);
/// `a new value`, `nothing`, `"x@y"`.
std::string DescribeValue(const Value& value);

/// A mapping from paths to values.
std::vector<Assignment> ReadAssignments(const yaml::Node& node, std::vector<Problem>& problems);
std::string WriteAssignments(const std::vector<Assignment>& assignments);
/// `emailAddress = a new value and city = "Oslo"`.
std::string DescribeAssignments(const std::vector<Assignment>& assignments);

/// "source" and "target".
std::string_view ToString(Side side);

}  // namespace plumb::scenario
