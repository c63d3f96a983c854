// Whatever the bytes are, reading a journal ends, in events or in a problem with its place; what
// was read is written and read back equal.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/journal/journal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const plumb::journal::ReadLimits limits{.bytes = 1 << 20, .line_bytes = 1 << 16, .events = 500};
    const auto journal = plumb::journal::Parse(text, "fuzz.jsonl", limits);
    if (!journal) {
        if (journal.error().problems.empty()) std::abort();
        return 0;
    }
    for (const auto& event : journal->events) {
        const std::string line = plumb::journal::ToLine(event);
        const auto again = plumb::journal::FromLine(line, {});
        if (!again || plumb::journal::ToLine(*again) != line) std::abort();
    }
    return 0;
}
