// Whatever a links command prints, it is read, with links between the two entities that were asked
// for, or refused with problems.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/dataflow/command_links.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 16) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto links = plumb::dataflow::ReadLinksText(text, "users", "customers");
    if (!links) {
        if (links.error().problems.empty()) std::abort();
        return 0;
    }
    for (const auto& link : *links) {
        if (link.source.entity != "users" || link.target.entity != "customers") std::abort();
    }
    return 0;
}
