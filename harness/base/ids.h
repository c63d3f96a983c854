#pragma once

#include <string>
#include <string_view>

namespace plumb {

/// `text` lower-cased, with runs of other characters than ASCII letters and digits turned into one
/// '-' and none at the ends; "unnamed" when nothing is left (design, "Ids").
std::string Slug(std::string_view text);

/// `text` without case, blanks, dots and '-': two names of one system compare equal in this form
/// ("Youtrack", "YouTrack"; "PowerOffice GO", "poweroffice-go").
std::string Folded(std::string_view text);

}  // namespace plumb
