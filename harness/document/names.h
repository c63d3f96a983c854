#pragma once

#include <optional>
#include <string_view>
#include <utility>

namespace plumb::document {

/// "X to Y" in its two halves; the second may be empty. Nothing when there is no " to ", or more
/// than one.
std::optional<std::pair<std::string_view, std::string_view>> SplitAtTo(std::string_view text);

/// What follows the system's name in "<system> <entity>", compared ignoring case, blanks and dots;
/// nothing when `full` does not begin with that name.
std::optional<std::string_view> EntityOf(std::string_view full, std::string_view system);

/// The halves of a flow's title. A " to " inside a name is no obstacle when only one way to split
/// makes each half begin with its system. Nothing when there is no such way, or are several.
std::optional<std::pair<std::string_view, std::string_view>> SplitFlowTitle(
    std::string_view title, std::string_view source_system, std::string_view target_system);

}  // namespace plumb::document
