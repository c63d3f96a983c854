#pragma once

#include <string>
#include <string_view>

#include "harness/base/result.h"
#include "harness/dataflow/driver.h"

namespace plumb::dataflow {

/// Reads what a links command prints, strictly:
/// [{"source": {"entity": "users", "id": "…"}, "target": {"entity": "…", "id": "…"}}, …].
/// Only links between the two entities are kept; an id may be a text or a whole number.
Result<Links> ReadLinksText(std::string_view text, const std::string& source_entity,
                            const std::string& target_entity);

}  // namespace plumb::dataflow
