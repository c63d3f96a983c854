#pragma once

#include <span>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/checklist/checklist.h"
#include "harness/document/document.h"

namespace plumb::checklist {

/// What a document means. A checklist with `problems` lacks what was not understood and must not be
/// used for testing; one with `warnings` only is whole: defects of the document that the checklist
/// keeps and marks (rows with one empty side, data types that lost brackets).
struct Interpretation {
    Checklist checklist;
    std::vector<Problem> problems;  ///< those of the document too
    std::vector<Problem> warnings;
};

/// `known_system_ids` are the ids of the profiles: a system whose name equals one, ignoring case,
/// blanks, dots and '-', gets it (design, section 4). The checklist holds no views into the text.
Interpretation Interpret(const document::Document& document,
                         std::span<const std::string> known_system_ids);

}  // namespace plumb::checklist
