#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/deviation/entry.h"

namespace plumb::deviation {

/// The list of known deviations of a checklist, as its file says it. It lies beside the checklist:
/// foo.deviations.yaml beside foo.yaml.
struct List {
    std::string file;  ///< as it is named in messages; "" when there is none
    std::vector<Entry> entries;
};

/// What stands where a person has still to decide; counts as not said.
inline constexpr std::string_view kToBeFilled = "TO BE FILLED";

/// Reads a list strictly: unknown keys, wrong dates and a case that is listed twice are errors with
/// their place. Entries that are not complete yet are read; see WhatIsMissing().
Result<List> Read(std::string_view text, const std::string& file);

/// Which entries lack a reason, an owner, a ticket or a day of expiry. A run accepts none of them.
std::vector<Problem> WhatIsMissing(const List& list);

/// True when an entry of the list excuses this failure at this time.
bool Excuses(const List& list, std::string_view case_id, std::string_view reason, Milliseconds at);

/// Which entries speak of no case at all, with the nearest one that exists; `ids` are those of the
/// whole checklist.
std::vector<Problem> WhatMatchesNothing(const List& list, const std::vector<std::string>& ids);

/// "dir/foo.deviations.yaml" for "dir/foo.yaml".
std::string PathBeside(const std::string& checklist);

}  // namespace plumb::deviation
