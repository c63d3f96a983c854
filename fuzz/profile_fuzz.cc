// Whatever a profile of a system holds, it is read, with entities that are found by their ids, or
// refused with problems that have a place.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "fuzz/problems.h"
#include "harness/target/profile.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 15) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto profile = plumb::target::ReadProfile(text, "fuzz.yaml");
    if (!profile) {
        if (profile.error().problems.empty()) std::abort();
        CheckProblems(profile.error().problems);
        return 0;
    }
    for (const auto& entity : profile->entities) {
        if (profile->FindEntity(entity.id) == nullptr || entity.page_size < 1) std::abort();
    }
    profile->IsProduction("https://goapi.poweroffice.net/v2");
    return 0;
}
