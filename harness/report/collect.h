#pragma once

#include <vector>

#include "harness/base/result.h"
#include "harness/journal/journal.h"
#include "harness/report/result.h"

namespace plumb::report {

/// What journals hold, put together case by case; nothing is judged yet.
struct Collected {
    std::vector<RunPart> runs;
    std::vector<CaseResult> cases;  ///< in the order in which they were planned
    std::vector<journal::Exchange> exchanges;
    std::vector<Note> notes;
    Milliseconds begin = 0;
    Milliseconds end = 0;
};

Result<Collected> Collect(std::vector<journal::Journal> journals);

}  // namespace plumb::report
