#pragma once

#include <compare>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::catalogue {

/// One path of one entity on one side of a checklist.
struct Spot {
    checklist::Side side;
    std::string entity;
    std::string path;

    auto operator<=>(const Spot&) const = default;
};

/// nullptr when no profile knows it.
const target::Entity* EntityAt(const checklist::Checklist& checklist,
                               const std::vector<target::Profile>& profiles, const Spot& spot);
/// As its profile describes it; a field like any other where none does.
target::Field FieldAt(const checklist::Checklist& checklist,
                      const std::vector<target::Profile>& profiles, const Spot& spot);

/// Which spots of a checklist one value can travel to, over rows and merge keys of all its flows:
/// two rows may map one property to several and the reverse (document-format, "Tables"), so that a
/// login that is paired with a number and with a name must be fit for both, and equal values stand
/// wherever they meet.
class Circles final {
  public:
    struct Circle {
        std::vector<Spot> spots;  ///< ordered, at least one
        target::Field common;     ///< what every field of it takes
    };

    Circles() = default;
    /// Entities that no profile knows are in no circle.
    Circles(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles);

    const std::vector<Circle>& All() const { return circles_; }
    /// nullptr for a spot that no value reaches, or leaves.
    const Circle* At(const Spot& spot) const;
    /// The other paths of the same entity on the same side that hold the same value.
    std::vector<std::string> KinOf(const Spot& spot) const;

  private:
    std::vector<Circle> circles_;
    std::map<Spot, std::size_t> number_of_;
};

/// True when Plumb can say what a value of the property becomes on the other side.
bool IsEvaluated(const checklist::Property& property);

/// The rows through which a value can travel: all merge keys, as pairs with the type of a text, and
/// what is listed; complete ones only.
std::vector<checklist::Property> TravelledPairs(const checklist::Flow& flow);

/// The flows that link the same two entities the other way round, which a document about a system
/// and itself can hold: what they list is listed for the same pair of records.
std::vector<const checklist::Flow*> MirrorsOf(const checklist::Checklist& checklist,
                                              const checklist::Flow& flow);

/// Further flows that link the same two entities the same way round, as sections whose titles are
/// spelt differently: what each lists is listed for the same pair of records.
std::vector<const checklist::Flow*> TwinsOf(const checklist::Checklist& checklist,
                                            const checklist::Flow& flow);

}  // namespace plumb::catalogue
