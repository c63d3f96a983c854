#pragma once

#include <optional>
#include <set>
#include <string_view>

namespace plumb::target {

/// What a target lets Plumb see or do beyond the two systems' own APIs (design, section 2).
enum class Capability {
    kLinks,     ///< the data flow's own link table can be read
    kWriteLog,  ///< the requests of the data flow can be read
    kFaults,    ///< faults can be injected
    kClock,     ///< time can be moved instead of waited for
    kRestart,   ///< the data flow can be restarted
};
using Capabilities = std::set<Capability>;

std::string_view ToString(Capability capability);  ///< "links", "write-log", …
std::optional<Capability> ParseCapability(std::string_view text);

}  // namespace plumb::target
