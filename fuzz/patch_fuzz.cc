// Whatever a JSON Patch holds, it is applied to a customer, whose members stay those of a customer,
// or refused with a sentence; a patch of tests alone changes nothing.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/json_patch.h"

namespace poweroffice = plumb::mocks::poweroffice;
using plumb::Json;

namespace {

bool OnlyTests(const Json& patch) {
    return std::ranges::all_of(patch, [](const Json& one) { return one["op"] == "test"; });
}

Json Customer() {
    Json members = poweroffice::CustomerFields().Initial();
    members["Name"] = "Ada";
    members["ContactGroupIds"] = {1, 2};
    return members;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 13) return 0;
    const Json patch = plumb::ParseJson({reinterpret_cast<const char*>(data), size});
    static const Json customer = Customer();
    const auto patched =
        poweroffice::ApplyPatch(poweroffice::CustomerFields(), customer, patch, {});
    if (!patched) {
        if (patched.error().detail.empty()) std::abort();
        return 0;
    }
    for (const auto& [name, value] : patched->items()) {
        if (poweroffice::CustomerFields().Find(name) == nullptr) std::abort();
    }
    if (OnlyTests(patch) && *patched != customer) std::abort();
    return 0;
}
