#pragma once

#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/checklist/checklist.h"

namespace plumb::checklist {

/// Reads the YAML form of a checklist, strictly: unknown and duplicate keys, wrong kinds, repeated
/// flow ids and ids that are no slugs are errors with file:line:column and a suggestion.
Result<Checklist> Read(std::string_view yaml, const std::string& file);
Result<Checklist> ReadFile(const std::string& path);

}  // namespace plumb::checklist
