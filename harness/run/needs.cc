#include "harness/run/needs.h"

#include <algorithm>

namespace plumb::run {

const checklist::Flow& FlowOf(const World& world, const plan::Case& plan, const std::string& id) {
    const std::string& wanted = id.empty() ? plan.flow : id;
    return *std::ranges::find(world.checklist.flows, wanted, &checklist::Flow::id);
}

std::vector<const target::Entity*> PlacesOf(const World& world, const Cast& cast,
                                            const scenario::NoneResembling& expectation) {
    const checklist::Flow& own = FlowOf(world, *cast.plan, expectation.flow);
    std::vector<const target::Entity*> places{world.bodies.EntityOf(own, expectation.in)};
    const auto like = cast.records.find(expectation.handle);
    const bool is_across =
        like != cast.records.end() && like->second.front().side != expectation.in;
    if (is_across) return places;
    for (const checklist::Flow& flow : world.checklist.flows) {
        const target::Entity* entity = world.bodies.EntityOf(flow, expectation.in);
        const bool never =
            flow.create && std::holds_alternative<checklist::CreateNever>(*flow.create);
        if (never && entity != nullptr && std::ranges::find(places, entity) == places.end())
            places.push_back(entity);
    }
    return places;
}

}  // namespace plumb::run
