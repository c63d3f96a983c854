// Whatever the bytes are, reading a ledger ends, in entries or in a problem with its place; what
// was read is written and read back equal.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fuzz/problems.h"
#include "harness/ledger/line.h"

namespace ledger = plumb::ledger;

namespace {

std::string ToText(const ledger::Contents& contents) {
    std::string text = ledger::ToLine(contents.header);
    for (const auto& entry : contents.entries) text += ledger::ToLine(entry);
    if (contents.pause) text += ledger::ToLine(*contents.pause);
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 16) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto contents = ledger::Parse(text, "fuzz.jsonl");
    if (!contents) {
        if (contents.error().problems.empty()) std::abort();
        if (!text.empty()) CheckProblems(contents.error().problems);
        return 0;
    }
    if (contents->bytes > size) std::abort();
    const std::string written = ToText(*contents);
    const auto again = ledger::Parse(written, "again.jsonl");
    if (!again || again->bytes != written.size() || ToText(*again) != written) std::abort();
    return 0;
}
