// Whatever a file of the catalogue holds, each template in it is read or refused with problems that
// have a place.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "fuzz/problems.h"
#include "harness/catalogue/check_template.h"

namespace {

void Read(const plumb::yaml::Node& node) {
    std::vector<plumb::Problem> problems;
    const auto check = plumb::catalogue::ReadCheckTemplate(node, problems);
    CheckProblems(problems);
    if (problems.empty() && (check.check.empty() || check.digest.empty())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto node = plumb::yaml::Parse(text, "check.yaml", {.bytes = 1 << 15});
    if (!node) return 0;
    if (!node->IsList()) Read(*node);
    for (const auto& item : node->items) Read(item);
    return 0;
}
