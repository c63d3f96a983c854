// Whatever a scenario file holds, reading it ends, in a scenario that is written and read back the
// same, or in problems.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/scenario/scenario.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 14) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto scenario = plumb::scenario::ReadScenario(text, "fuzz.yaml");
    if (!scenario) {
        if (scenario.error().problems.empty()) std::abort();
        return 0;
    }
    const std::string written = plumb::scenario::WriteScenario(*scenario);
    const auto again = plumb::scenario::ReadScenario(written, "again.yaml");
    if (!again || plumb::scenario::WriteScenario(*again) != written) std::abort();
    return 0;
}
