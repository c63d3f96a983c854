// Whatever the bytes are, reading a document ends, in a checklist that is written and read back
// equal when no problem was found.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/base/text.h"
#include "harness/checklist/interpret.h"
#include "harness/checklist/reader.h"
#include "harness/checklist/writer.h"
#include "harness/document/reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto document = plumb::document::Read(text, "fuzz.rst");
    const auto read = plumb::checklist::Interpret(document, {});
    for (const auto& problem : read.problems) {
        if (!plumb::IsUtf8(plumb::ToString(problem))) std::abort();
    }
    if (!read.problems.empty()) return 0;
    const auto again = plumb::checklist::Read(plumb::checklist::Write(read.checklist), "fuzz.yaml");
    if (!again || *again != read.checklist) std::abort();
    return 0;
}
