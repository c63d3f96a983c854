#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/checklist/checklist.h"
#include "harness/yaml/node.h"

namespace plumb::checklist {

/// The rows of a flow in YAML: merge alternatives and properties, read and written side by side so
/// that the two cannot drift apart. Readers add what is wrong to `problems`.

/// "a.b = c.d", or nothing when the text is not exactly one such pair.
std::optional<Pair> ParsePair(std::string_view text);

MergeAlternative ReadAlternative(const yaml::Node& node, std::vector<Problem>& problems);
Property ReadProperty(const yaml::Node& node, std::vector<Problem>& problems);

/// What stands behind "- " in the list.
std::string WriteAlternative(const MergeAlternative& alternative);
std::string WriteProperty(const Property& property);

}  // namespace plumb::checklist
