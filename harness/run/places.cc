#include "harness/run/places.h"

#include <algorithm>

namespace plumb::run {

std::vector<Place> PlacesOf(const checklist::Checklist& checklist,
                            const std::vector<target::Profile>& profiles) {
    std::vector<Place> places;
    const auto add = [&](const std::string& system, const std::string& id) {
        const Place place{system, id};
        if (std::ranges::find(places, place) == places.end()) places.push_back(place);
    };
    const auto add_with_parent = [&](const std::string& system, const std::string& id) {
        const auto profile = std::ranges::find(profiles, system, &target::Profile::id);
        const target::Entity* entity =
            profile == profiles.end() ? nullptr : profile->FindEntity(id);
        if (entity == nullptr) return;
        if (!entity->parent.empty()) add(system, entity->parent);
        add(system, id);
    };
    for (const checklist::Flow& flow : checklist.flows) {
        add_with_parent(checklist.source, flow.source);
        add_with_parent(checklist.target, flow.target);
    }
    for (const target::Profile& profile : profiles) {
        const bool takes_part = profile.id == checklist.source || profile.id == checklist.target;
        if (takes_part && profile.lock) add(profile.id, profile.lock->entity);
    }
    return places;
}

}  // namespace plumb::run
