#include "harness/target/target.h"

#include <algorithm>

namespace plumb::target {

const SystemAccess* Target::FindSystem(std::string_view wanted) const {
    const auto system = std::find_if(systems.begin(), systems.end(),
                                     [&](const SystemAccess& known) { return known.id == wanted; });
    return system == systems.end() ? nullptr : &*system;
}

bool Target::IsMock() const {
    return !systems.empty() && std::all_of(systems.begin(), systems.end(),
                                           [](const auto& system) { return bool(system.admin); });
}

bool CanSayThatItIsDone(const Dataflow& dataflow) {
    if (const auto* webhook = std::get_if<WebhookDataflow>(&dataflow))
        return webhook->status.has_value();
    return !std::holds_alternative<UnattendedDataflow>(dataflow);
}

Transport TransportOf(const Dataflow& dataflow) {
    if (const auto* sesam = std::get_if<SesamDataflow>(&dataflow)) return sesam->transport;
    if (const auto* webhook = std::get_if<WebhookDataflow>(&dataflow)) return webhook->transport;
    return {};
}

}  // namespace plumb::target
