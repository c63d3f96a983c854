#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/catalogue/circles.h"
#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::catalogue {

using checklist::Side;

/// A checklist together with what the profiles know about its entities. Both must outlive it.
class Context final {
  public:
    Context(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles)
        : checklist_(checklist), profiles_(profiles), circles_(checklist, profiles) {}

    const checklist::Checklist& GetChecklist() const { return checklist_; }

    /// nullptr when no profile knows it.
    const target::Entity* EntityOn(const checklist::Flow& flow, Side side) const;
    /// "YouTrack users".
    std::string NameOn(const checklist::Flow& flow, Side side) const;
    /// "youtrack.users", as targets name it in `max_records`.
    std::string KeyOn(const checklist::Flow& flow, Side side) const;
    /// The entity of such a name; nullptr when no profile knows it.
    const target::Entity* EntityNamed(const std::string& key) const;
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

    /// Why Plumb cannot check this pair; nothing when it can.
    std::optional<std::string> Untestable(const checklist::Flow& flow,
                                          const checklist::Property& property) const;

  private:
    const target::Profile* ProfileOn(Side side) const;

    const checklist::Checklist& checklist_;
    const std::vector<target::Profile>& profiles_;
    Circles circles_;
};

const std::string& PathOn(const checklist::Pair& pair, Side side);
const std::string& EntityIdOn(const checklist::Flow& flow, Side side);
Side OtherSide(Side side);

/// "never", "always", "when-connected", "when"; "none" when the document says nothing.
std::string_view RuleName(const checklist::Flow& flow);

/// The alternatives all of whose pairs are complete.
std::vector<checklist::MergeAlternative> CompleteAlternatives(const checklist::Flow& flow);

/// What is kept in sync: listed pairs, or else the merge keys, whatever `when_no_properties` says.
std::vector<checklist::Property> PairsOf(const checklist::Flow& flow);

}  // namespace plumb::catalogue
