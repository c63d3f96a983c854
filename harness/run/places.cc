#include "harness/run/places.h"

#include <algorithm>

namespace plumb::run {

std::vector<Place> PlacesOf(const World& world) {
    std::vector<Place> places;
    const auto add = [&](const std::string& system, const std::string& entity) {
        const Place place{system, entity};
        if (std::ranges::find(places, place) == places.end()) places.push_back(place);
    };
    for (const checklist::Flow& flow : world.checklist.flows) {
        for (const Side side : {Side::kSource, Side::kTarget}) {
            const target::Entity* entity = world.bodies.EntityOf(flow, side);
            if (entity == nullptr) continue;
            if (!entity->parent.empty()) add(world.bodies.SystemOn(side), entity->parent);
            add(world.bodies.SystemOn(side), entity->id);
        }
    }
    return places;
}

}  // namespace plumb::run
