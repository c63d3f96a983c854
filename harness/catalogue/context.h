#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/catalogue/demands.h"
#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::catalogue {

using checklist::Side;

/// A checklist together with what the profiles know about its entities. Both must outlive it.
class Context final {
  public:
    Context(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles)
        : checklist_(checklist), profiles_(profiles), demands_(checklist, profiles) {}

    const checklist::Checklist& GetChecklist() const { return checklist_; }
    const Circles& GetCircles() const { return demands_.GetCircles(); }
    const Demands& GetDemands() const { return demands_; }

    /// nullptr when no profile knows it.
    const target::Entity* EntityOn(const checklist::Flow& flow, Side side) const;
    /// "YouTrack users".
    std::string NameOn(const checklist::Flow& flow, Side side) const;
    /// "youtrack.users", as targets name it in `max_records`.
    std::string KeyOn(const checklist::Flow& flow, Side side) const;
    /// The entity of such a name; nullptr when no profile knows it.
    const target::Entity* EntityNamed(const std::string& key) const;
    /// True when records of one flow are records of the other too.
    bool ShareAnEntity(const checklist::Flow& a, const checklist::Flow& b) const;
    /// True when both sides are the same list of one system.
    bool IsOfOneEntity(const checklist::Flow& flow) const;
    /// Why records of the flow cannot be made at all; nothing when they can.
    std::optional<std::string> Unknown(const checklist::Flow& flow) const;

    /// A text field when the entity is unknown.
    target::Field FieldOn(const checklist::Flow& flow, Side side,
                          const checklist::Pair& pair) const;
    target::Field CommonFieldOf(const checklist::Flow& flow,
                                const checklist::Property& property) const;
    bool IsOwnInverse(const checklist::Flow& flow, const checklist::Property& property) const;
    /// True when a table of some flow names this property of the entity, on either side.
    bool IsNamed(const std::string& entity, const std::string& path) const;
    /// True when a new value at this path differs from those of all other records.
    bool TellsRecordsApart(const checklist::Flow& flow, Side side, const std::string& path) const;

    /// True when a value of one pair cannot but stand in the other too, directly or by other rows.
    bool HoldTheSame(const checklist::Flow& flow, const checklist::Property& a,
                     const checklist::Property& b) const;
    /// True when two records can hold the same value and stay two: it is no merge key, and no
    /// system takes it only once.
    bool MayBeShared(const checklist::Flow& flow, const checklist::Property& property) const;

    /// The first merge alternative by which Plumb can make two records match; empty when it can by
    /// none.
    checklist::MergeAlternative LinkingAlternative(const checklist::Flow& flow) const;
    /// True when no records can ever be equal in the pair, by their kinds or by its conditions.
    bool NeverHolds(const checklist::Flow& flow, const checklist::Pair& pair) const;
    /// True when a system itself fills in what one side holds, perhaps the same for all records.
    bool IsFilledAlike(const checklist::Flow& flow, const checklist::Pair& pair) const;
    /// True when a condition decides what records hold in the pair, so that all hold the same.
    bool IsFixed(const checklist::Flow& flow, const checklist::Pair& pair) const;

    /// Why Plumb cannot check this pair; nothing when it can.
    std::optional<std::string> Untestable(const checklist::Flow& flow,
                                          const checklist::Property& property) const;

  private:
    const target::Profile* ProfileOn(Side side) const;
    bool IsMergeKey(const Spot& spot) const;
    /// A property that must differ in every record and that the document keeps equal to one of few
    /// values, or to one that can never be the same: no system can hold such records.
    std::optional<std::string> Contradiction(const checklist::Flow& flow, Side side) const;

    const checklist::Checklist& checklist_;
    const std::vector<target::Profile>& profiles_;
    Demands demands_;
};

const std::string& PathOn(const checklist::Pair& pair, Side side);
const std::string& EntityIdOn(const checklist::Flow& flow, Side side);
Side OtherSide(Side side);

/// "never", "always", "when-connected", "when"; "none" when the document says nothing.
std::string_view RuleName(const checklist::Flow& flow);

/// The alternatives all of whose pairs are complete.
std::vector<checklist::MergeAlternative> CompleteAlternatives(const checklist::Flow& flow);
/// A merge key as a property: values are compared for equality, so they must arrive unchanged.
checklist::Property KeyOf(const checklist::Pair& pair);

/// What is kept in sync: listed pairs, or else the merge keys, whatever `when_no_properties` says.
std::vector<checklist::Property> PairsOf(const checklist::Flow& flow);

}  // namespace plumb::catalogue
