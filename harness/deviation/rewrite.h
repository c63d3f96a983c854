#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "harness/deviation/list.h"

namespace plumb::deviation {

/// A case that a run has judged `pass` or `fail`. Any other verdict says nothing about a list.
struct JudgedCase {
    std::string id;
    bool failed = false;
    std::string reason;
};

struct Rewritten {
    std::string text;
    std::vector<std::string> changes;  ///< in words, in the order of the file; none: the same text
};

/// Makes a list say what a run saw: entries whose cases pass go, a pattern shrinks to the cases
/// that still fail, a failure with another message and one that is not listed get an entry that a
/// person has to complete. What stays keeps its lines to the byte, with comments and spacing: the
/// text is edited by lines, never emitted anew; comments within an entry that is written anew stand
/// above it then. An expired entry that still fails stays expired.
/// `ids` are the cases of the whole checklist, in its order; those that were not judged stay as
/// they are. An empty text is a new list. An error, and nothing to save, when the text cannot be
/// edited by lines: entries within brackets, several on one line.
Result<Rewritten> Rewrite(std::string_view text, const std::string& file,
                          const std::vector<std::string>& ids,
                          const std::vector<JudgedCase>& judged);

}  // namespace plumb::deviation
