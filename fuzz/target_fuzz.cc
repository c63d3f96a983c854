// Whatever a target file holds, it is read, or refused with problems that do not tell the secrets
// of the environment.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "fuzz/shipped_profiles.h"
#include "harness/target/target.h"

namespace target = plumb::target;

namespace {

constexpr const char* kSecret = "from-the-environment";

void Check(const plumb::Result<target::Target>& read) {
    if (read) {
        for (const auto& system : read->systems) {
            if (read->FindSystem(system.id) == nullptr) std::abort();
        }
        return;
    }
    if (read.error().problems.empty()) std::abort();
    if (plumb::ToString(read.error()).find(kSecret) != std::string::npos) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 14) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const bool is_in_the_file = text.find(kSecret) != std::string_view::npos;
    if (is_in_the_file) return 0;  // what stands there may be told
    Check(target::ReadTarget(text, "fuzz.yaml", "/", ShippedProfiles(),
                             [](const std::string&) { return kSecret; }));
    if (target::IsEmbedded(text))
        Check(target::ReadEmbeddedTarget(text, "fuzz.yaml", "{systems: {}}", ShippedProfiles()));
    return 0;
}
