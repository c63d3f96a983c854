#pragma once

#include <string>

#include "harness/checklist/checklist.h"

namespace plumb::checklist {

/// The YAML form that Read() reads back equal: keys in a fixed order, one line per row, comments
/// that say what a person may want to change. Texts must be UTF-8, ids be slugs, and a bare cast
/// (`string` without quotes of its own) be marked unreadable, as the readers leave them.
std::string Write(const Checklist& checklist);

}  // namespace plumb::checklist
