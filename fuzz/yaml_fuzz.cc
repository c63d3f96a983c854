// Whatever the bytes are, parsing YAML ends, in a tree within the limits or in problems with a
// place; a checklist that can be read is written and read back equal.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/checklist/reader.h"
#include "harness/checklist/writer.h"
#include "harness/yaml/node.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto node =
        plumb::yaml::Parse(text, "fuzz.yaml", {.bytes = 1 << 16, .depth = 32, .nodes = 20000});
    if (!node) {
        if (node.error().problems.empty()) std::abort();
        return 0;
    }
    plumb::yaml::ToJson(*node).dump();
    const auto checklist = plumb::checklist::Read(text, "fuzz.yaml");
    if (!checklist) return 0;
    const auto again = plumb::checklist::Read(plumb::checklist::Write(*checklist), "again.yaml");
    if (!again || *again != *checklist) std::abort();
    return 0;
}
