#include "harness/scenario/fault.h"

#include "harness/base/json_path.h"

namespace plumb::scenario {

namespace {

/// A verdict without details may be its name alone.
std::string NameOf(const Fault& fault) {
    const std::string name = TextAt(fault.rule, "verdict");
    return name.empty() ? TextAt(fault.rule, "verdict.is") : name;
}

}  // namespace

std::vector<std::string> HandlesOf(const Fault& fault) {
    std::vector<std::string> handles;
    for (const char* path : {"match.record", "verdict.id"}) {
        if (std::string handle = TextAt(fault.rule, path); !handle.empty())
            handles.push_back(std::move(handle));
    }
    return handles;
}

bool IsGlobal(const Fault& fault) {
    return HandlesOf(fault).empty() &&
           TextAt(fault.rule, "match.contains").find("{tag}") == std::string::npos;
}

std::optional<Side> SideOf(const Fault& fault) {
    const std::string system = TextAt(fault.rule, "match.system");
    if (system == "source") return Side::kSource;
    if (system == "target") return Side::kTarget;
    return std::nullopt;
}

bool IsWindow(const Fault& fault) {
    const std::string name = NameOf(fault);
    return name == "refuse" || name == "clock-skew";
}

std::string VerdictOf(const Fault& fault) {
    const Json* status = Find(fault.rule, "verdict.status");
    return NameOf(fault) + (status == nullptr ? "" : " " + Dump(*status));
}

}  // namespace plumb::scenario
