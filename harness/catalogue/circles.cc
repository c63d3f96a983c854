#include "harness/catalogue/circles.h"

#include <algorithm>
#include <set>

#include "harness/catalogue/kind.h"
#include "harness/scenario/property_type.h"

namespace plumb::catalogue {

namespace {

using checklist::Side;

/// The rows of a checklist as a graph of spots.
class Graph final {
  public:
    Graph(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles)
        : checklist_(checklist), profiles_(profiles) {
        for (const checklist::Flow& flow : checklist.flows) {
            for (const checklist::Property& property : TravelledPairs(flow)) Add(flow, property);
        }
    }

    std::vector<Circles::Circle> FindAll() const {
        std::vector<Circles::Circle> circles;
        std::set<Spot> seen;
        for (const auto& [spot, neighbours] : neighbours_) {
            if (!seen.contains(spot)) circles.push_back(From(spot, seen));
        }
        return circles;
    }

  private:
    void Add(const checklist::Flow& flow, const checklist::Property& property) {
        if (!IsEvaluated(property)) return;
        const Spot source{Side::kSource, flow.source, property.pair.source};
        const Spot target{Side::kTarget, flow.target, property.pair.target};
        const target::Entity* from = EntityAt(checklist_, profiles_, source);
        const target::Entity* to = EntityAt(checklist_, profiles_, target);
        if (from == nullptr || to == nullptr) return;
        const target::Field sent = from->FieldAt(source.path);
        const target::Field taken = to->FieldAt(target.path);
        if (sent.read_only || taken.read_only || !ShareValues(sent, taken, property.type)) return;
        neighbours_[source].emplace_back(target, property.type);
        neighbours_[target].emplace_back(source, property.type);
    }

    Circles::Circle From(const Spot& start, std::set<Spot>& seen) const {
        Circles::Circle circle{{start}, FieldAt(checklist_, profiles_, start)};
        seen.insert(start);
        for (std::size_t next = 0; next < circle.spots.size(); ++next) {
            const Spot spot = circle.spots[next];
            for (const auto& [other, type] : neighbours_.at(spot)) {
                circle.common =
                    CommonField(circle.common, FieldAt(checklist_, profiles_, other), type);
                if (seen.insert(other).second) circle.spots.push_back(other);
            }
        }
        std::ranges::sort(circle.spots);
        return circle;
    }

    const checklist::Checklist& checklist_;
    const std::vector<target::Profile>& profiles_;
    /// With the type of the row between them.
    std::map<Spot, std::vector<std::pair<Spot, std::string>>> neighbours_;
};

}  // namespace

const target::Entity* EntityAt(const checklist::Checklist& checklist,
                               const std::vector<target::Profile>& profiles, const Spot& spot) {
    const std::string& system = spot.side == Side::kSource ? checklist.source : checklist.target;
    const auto profile = std::ranges::find(profiles, system, &target::Profile::id);
    return profile == profiles.end() ? nullptr : profile->FindEntity(spot.entity);
}

target::Field FieldAt(const checklist::Checklist& checklist,
                      const std::vector<target::Profile>& profiles, const Spot& spot) {
    const target::Entity* entity = EntityAt(checklist, profiles, spot);
    return entity == nullptr ? target::Field{} : entity->FieldAt(spot.path);
}

bool IsEvaluated(const checklist::Property& property) {
    return !property.type_unreadable && scenario::PropertyType::Parse(property.type).IsEvaluated();
}

std::vector<checklist::Property> TravelledPairs(const checklist::Flow& flow) {
    std::vector<checklist::Property> pairs;
    for (const checklist::MergeAlternative& alternative : flow.merge_when_any) {
        for (const checklist::Pair& pair : alternative) {
            if (!pair.IsIncomplete()) pairs.push_back({pair, "\"string\"", false});
        }
    }
    for (const checklist::Property& property : flow.properties) {
        if (!property.pair.IsIncomplete()) pairs.push_back(property);
    }
    return pairs;
}

std::vector<const checklist::Flow*> MirrorsOf(const checklist::Checklist& checklist,
                                              const checklist::Flow& flow) {
    std::vector<const checklist::Flow*> mirrors;
    if (checklist.source != checklist.target) return mirrors;
    for (const checklist::Flow& other : checklist.flows) {
        if (other.source == flow.target && other.target == flow.source) mirrors.push_back(&other);
    }
    return mirrors;
}

std::vector<const checklist::Flow*> TwinsOf(const checklist::Checklist& checklist,
                                            const checklist::Flow& flow) {
    std::vector<const checklist::Flow*> twins;
    for (const checklist::Flow& other : checklist.flows) {
        const bool is_alike = other.source == flow.source && other.target == flow.target;
        if (is_alike && other.id != flow.id) twins.push_back(&other);
    }
    return twins;
}

Circles::Circles(const checklist::Checklist& checklist,
                 const std::vector<target::Profile>& profiles)
    : circles_(Graph(checklist, profiles).FindAll()) {
    for (std::size_t number = 0; number < circles_.size(); ++number) {
        for (const Spot& spot : circles_[number].spots) number_of_[spot] = number;
    }
}

const Circles::Circle* Circles::At(const Spot& spot) const {
    const auto number = number_of_.find(spot);
    return number == number_of_.end() ? nullptr : &circles_[number->second];
}

std::vector<std::string> Circles::KinOf(const Spot& spot) const {
    std::vector<std::string> kin;
    const Circle* circle = At(spot);
    if (circle == nullptr) return kin;
    for (const Spot& other : circle->spots) {
        const bool same_record = other.side == spot.side && other.entity == spot.entity;
        if (same_record && other.path != spot.path) kin.push_back(other.path);
    }
    return kin;
}

}  // namespace plumb::catalogue
