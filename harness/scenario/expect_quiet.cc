#include "harness/scenario/expectation.h"

namespace plumb::scenario {

std::string Write(const BecomesQuiet&) {
    return "becomes-quiet: true";
}

std::string Describe(const BecomesQuiet&) {
    return "the data flow stops writing";
}

target::Capabilities NeedsOf(const BecomesQuiet&) {
    return {};
}

}  // namespace plumb::scenario
