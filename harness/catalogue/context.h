#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::catalogue {

using checklist::Side;

/// A checklist together with what the profiles know about its entities. References only.
class Context final {
  public:
    Context(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles)
        : checklist_(checklist), profiles_(profiles) {}

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

    /// Why Plumb cannot check this pair; nothing when it can.
    std::optional<std::string> Untestable(const checklist::Flow& flow,
                                          const checklist::Property& property) const;

  private:
    const target::Profile* ProfileOn(Side side) const;

    const checklist::Checklist& checklist_;
    const std::vector<target::Profile>& profiles_;
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
