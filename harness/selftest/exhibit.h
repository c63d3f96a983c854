#pragma once

#include <map>
#include <string>

#include "harness/scenario/verdict.h"

namespace plumb::selftest {

/// What one data flow, the correct one or one with a defect, came to on cases of one checklist. A
/// plain value, whoever ran them and wherever.
struct Exhibit {
    struct Case {
        std::string check;
        scenario::Verdict verdict = scenario::Verdict::kError;
        std::string reason{};
    };
    std::map<std::string, Case> cases{};  ///< by case id
    std::string ended = "complete";       ///< or why the run ended early
    int failed_syncs = 0;                 ///< that the data flow failed although no fault was set
    bool did_something = true;            ///< the data flow sent a request to one of the systems
};

/// Why the exhibit of a faulty data flow proves nothing; "" when it may: a data flow that crashes
/// or does nothing fails many cases, and none of them because a check is good.
std::string WhyWorthless(const Exhibit& exhibit);

}  // namespace plumb::selftest
