#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "harness/catalogue/circles.h"

namespace plumb::catalogue {

/// What the conditions of the rows ask of records ("Dependant on having NO in country"). A value
/// that a condition asks for must also stand wherever it is kept equal, else the next sync takes it
/// away again. Checklist and profiles must outlive it.
class Demands final {
  public:
    Demands(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles)
        : checklist_(&checklist), profiles_(&profiles), circles_(checklist, profiles) {}

    const Circles& GetCircles() const { return circles_; }

    /// Why no record meets all conditions of the pair; nothing when one does.
    std::optional<std::string> Unmeetable(const checklist::Flow& flow,
                                          const checklist::Pair& pair) const;
    /// Why the pair and the merge rule of its flow cannot both hold; nothing when they can.
    std::optional<std::string> AgainstTheKeys(const checklist::Flow& flow,
                                              const checklist::Pair& pair) const;
    /// True when records hold here what a condition asks for.
    bool Fixes(const Spot& spot) const;

    using Values = std::map<std::string, std::string>;  ///< by path
    /// What a record of this entity holds, so that the conditions of the rows are met. Where rows
    /// ask for different values `first` wins, a pair of `flow`; then merge keys, then whoever comes
    /// first.
    Values On(checklist::Side side, const std::string& entity,
              const checklist::Flow* flow = nullptr, const checklist::Pair* first = nullptr) const;

  private:
    /// The spot and all that are kept equal to it.
    std::vector<Spot> ReachedFrom(const Spot& spot) const;
    void Add(const checklist::Flow& flow, const checklist::Pair& pair,
             std::map<Spot, std::string>& values) const;

    const checklist::Checklist* checklist_;
    const std::vector<target::Profile>* profiles_;
    Circles circles_;
};

}  // namespace plumb::catalogue
