#include "harness/scenario/fault.h"

#include "harness/base/json_path.h"

namespace plumb::scenario {

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

std::string VerdictOf(const Fault& fault) {
    const Json* verdict = Find(fault.rule, "verdict");
    if (verdict == nullptr) return "";
    if (verdict->is_string()) return verdict->get<std::string>();
    const Json* status = Find(*verdict, "status");
    return TextAt(*verdict, "is") + (status == nullptr ? "" : " " + Dump(*status));
}

}  // namespace plumb::scenario
