// Whatever a list of known deviations holds, it is read or refused with problems; one that can be
// read and that a run rewrites is refused whole or gives a list that can be read.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "harness/deviation/list.h"
#include "harness/deviation/rewrite.h"

namespace deviation = plumb::deviation;

namespace {

const std::vector<std::string> kIds{"users-to-customers/edit-arrives/to-target",
                                    "users-to-customers/equal-value-links/plain"};

void CheckRewritten(std::string_view text) {
    const auto rewritten = deviation::Rewrite(
        text, "fuzz.yaml", kIds, {{kIds[0], true, "it is \"v1.\""}, {kIds[1], false, ""}});
    if (rewritten && !deviation::Read(rewritten->text, "again.yaml")) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 14) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto list = deviation::Read(text, "fuzz.yaml");
    if (!list) {
        if (list.error().problems.empty()) std::abort();
        return 0;
    }
    deviation::WhatIsMissing(*list);
    deviation::WhatMatchesNothing(*list, kIds);
    deviation::Excuses(*list, kIds[0], "it is \"v1.\"", 0);
    CheckRewritten(text);
    return 0;
}
