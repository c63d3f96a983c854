#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "harness/catalogue/context.h"
#include "harness/checklist/checklist.h"
#include "harness/run/held.h"
#include "harness/run/values.h"
#include "harness/target/profile.h"

namespace plumb::run {

/// What a new record is made of, before it is sent: the profile's generated fields, unique values
/// for every key and listed property of the checklist, and what ties it to a partner. No I/O.
class BodyMaker final {
  public:
    BodyMaker(const checklist::Checklist& checklist, const std::vector<target::Profile>& profiles,
              const ValueMaker& values);

    /// The system that stands on this side of the checklist.
    const std::string& SystemOn(Side side) const;
    /// nullptr when the profile does not know the flow's entity.
    const target::Entity* EntityOf(const checklist::Flow& flow, Side side) const;

    /// A record like no other: every key and every listed property unique. It meets the conditions
    /// of the rows, those of `first`, a pair of its flow, before those of others.
    nlohmann::json Unmatched(const Held& held, const checklist::Pair* first = nullptr) const;

    /// Which keys of a partner are taken over beside the listed properties: those of one
    /// alternative, or of all of them too when nothing else is kept in sync.
    enum class Keys { kOfOneAlternative, kWhatIsKeptInSync };

    /// Gives `body` what `partner` holds in the keys of `alternative` and in the properties of the
    /// flow, each as it must look on the other side.
    void Match(nlohmann::json& body, const Held& held, const Held& partner,
               const checklist::MergeAlternative& alternative, Keys keys) const;

    /// Puts the value, empty for none, wherever the record holds the same as at `path`, but for the
    /// paths that `kept` names: two properties that are kept in sync with one cannot differ.
    void Spread(nlohmann::json& body, const Held& held, const std::string& path,
                const std::vector<std::string>& kept) const;

    /// The same for an edit.
    void SpreadChanges(std::vector<system::Change>& changes, const Held& held) const;

    /// The other paths of this record that must hold what `path` holds.
    std::vector<std::string> KinOf(const Held& held, const std::string& path) const;

    /// A new value for `path` of this record, of a kind that the other side takes too where the
    /// path is part of a pair.
    nlohmann::json FreshFor(const Held& held, const std::string& path, const std::string& tag,
                            int number, const nlohmann::json& current) const;

    const catalogue::Circles& GetCircles() const { return context_.GetCircles(); }
    /// The merge alternative by which records are made to match; empty when there is none.
    checklist::MergeAlternative LinkingAlternative(const checklist::Flow& flow) const {
        return context_.LinkingAlternative(flow);
    }

    /// The fewest fields that the system accepts, none of them a key: for the parent company.
    nlohmann::json Minimal(const target::Entity& entity, const std::string& tag) const;

  private:
    /// What every field takes that a value at `path` can travel to.
    target::Field CommonAt(const Held& held, const std::string& path) const;
    /// Of the flow, of its twins and of its mirrors, seen from the flow.
    std::vector<checklist::Property> KeptInSync(const checklist::Flow& flow, Keys keys) const;
    bool IsKey(const std::string& entity, const std::string& path) const;

    const checklist::Checklist& checklist_;
    const std::vector<target::Profile>& profiles_;
    const ValueMaker& values_;
    catalogue::Context context_;
};

/// The path of the pair on this side.
const std::string& PathOn(const checklist::Pair& pair, Side side);
Side Other(Side side);

/// `value` as this field holds it: a number or a flag becomes text where the field takes only text.
nlohmann::json Fit(const target::Field& field, nlohmann::json value);

/// The same, and texts that spell a number or a flag are one where the field takes no text.
nlohmann::json AsHeld(const target::Field& field, nlohmann::json value);

/// Removes objects that hold nothing, as an absent e-mail leaves behind.
void DropEmptyObjects(nlohmann::json& body);

/// `value`, held on side `from`, as it must look on the other side of the pair; nullopt when the
/// type drops it.
std::optional<nlohmann::json> Across(const checklist::Property& property, Side from,
                                     const nlohmann::json& value);

}  // namespace plumb::run
