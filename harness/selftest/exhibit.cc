#include "harness/selftest/exhibit.h"

#include <fmt/format.h>
#include <algorithm>

namespace plumb::selftest {

std::string WhyWorthless(const Exhibit& exhibit) {
    if (exhibit.ended != "complete") return "the run did not reach its end: " + exhibit.ended;
    if (exhibit.failed_syncs > 0)
        return fmt::format("the data flow failed {} sync{} without any fault", exhibit.failed_syncs,
                           exhibit.failed_syncs == 1 ? "" : "s");
    if (!exhibit.did_something) return "the data flow sent no request";
    const auto broken = std::ranges::find_if(exhibit.cases, [](const auto& one) {
        return one.second.verdict == scenario::Verdict::kError;
    });
    if (broken == exhibit.cases.end()) return "";
    return fmt::format("the harness broke at {}: {}", broken->first, broken->second.reason);
}

}  // namespace plumb::selftest
