#pragma once

#include <string_view>

namespace plumb::report {

/// What makes the HTML report look and move as it does; no part of it comes from a journal. The
/// page is complete without the script, which adds the filter and the keys.
extern const std::string_view kHtmlStyle;
extern const std::string_view kHtmlScript;

}  // namespace plumb::report
