#include "harness/target/capability.h"

#include <array>
#include <utility>

namespace plumb::target {

namespace {

constexpr std::array<std::pair<Capability, std::string_view>, 5> kNames = {{
    {Capability::kLinks, "links"},
    {Capability::kWriteLog, "write-log"},
    {Capability::kFaults, "faults"},
    {Capability::kClock, "clock"},
    {Capability::kRestart, "restart"},
}};

}  // namespace

std::string_view ToString(Capability capability) {
    for (const auto& [known, name] : kNames) {
        if (known == capability) return name;
    }
    return "";
}

std::optional<Capability> ParseCapability(std::string_view text) {
    for (const auto& [known, name] : kNames) {
        if (name == text) return known;
    }
    return std::nullopt;
}

}  // namespace plumb::target
