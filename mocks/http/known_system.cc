#include "mocks/http/known_system.h"

#include <algorithm>

namespace plumb::mocks::http {

void Know(std::vector<KnownSystem>& systems, const std::string& name,
          const Operations& operations) {
    auto found = std::ranges::find(systems, name, &KnownSystem::name);
    if (found == systems.end()) found = systems.insert(found, {name, {}});
    found->operations.insert(found->operations.end(), operations.begin(), operations.end());
}

std::vector<std::string> NamesOf(const std::vector<KnownSystem>& systems) {
    std::vector<std::string> names;
    for (const KnownSystem& system : systems) names.push_back(system.name);
    return names;
}

std::vector<std::string> EntitiesOf(const std::vector<KnownSystem>& systems) {
    std::vector<std::string> names;
    for (const KnownSystem& system : systems) {
        for (const Operation& one : system.operations) {
            if (!one.entity.empty()) names.push_back(one.entity);
        }
    }
    std::ranges::sort(names);
    const auto again = std::ranges::unique(names);
    names.erase(again.begin(), again.end());
    return names;
}

}  // namespace plumb::mocks::http
