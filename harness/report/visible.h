#pragma once

#include <string>
#include <string_view>

namespace plumb::report {

/// `text` in which nothing hides: control characters become their names (⟨LF⟩, ⟨ESC⟩, ⟨U+0001⟩),
/// and so do characters that have no width, turn the direction of writing or only look like a blank
/// (⟨U+202E⟩); bytes that are no UTF-8 become �. Newlines and tabs stay. Values of records may be
/// hostile; what a person reads in a report must be what was there.
std::string Visible(std::string_view text);

/// As Visible(), on one line: newlines and tabs are named too.
std::string VisibleLine(std::string_view text);

}  // namespace plumb::report
