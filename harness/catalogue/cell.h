#pragma once

#include <string>

#include "harness/yaml/node.h"

namespace plumb::catalogue {

/// Cells of value tables that no file holds, and so with no place: as a file would have them in
/// quotes, always a text.
yaml::Node QuotedCell(std::string text);
/// Without quotes: a number, a keyword, a reference such as `$fresh.key`.
yaml::Node PlainCell(std::string text);
/// The cell that stands for a text, a number, a boolean or null.
yaml::Node CellOf(const nlohmann::json& value);

}  // namespace plumb::catalogue
