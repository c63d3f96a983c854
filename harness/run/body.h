#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>
#include <vector>

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

    /// A record like no other: every key and every listed property unique.
    nlohmann::json Unmatched(const Held& held) const;

    /// Gives `body` what `partner` holds in the keys of `alternative` and, when `with_properties`,
    /// in the listed properties of the flow, each as it must look on the other side.
    void Match(nlohmann::json& body, const Held& held, const Held& partner,
               const checklist::MergeAlternative& alternative, bool with_properties) const;

    /// A new value for `path` of this record, of a kind that the other side takes too where the
    /// path is part of a pair.
    nlohmann::json FreshFor(const Held& held, const std::string& path, const std::string& tag,
                            int number, const nlohmann::json& current) const;

    /// The fewest fields that the system accepts, none of them a key: for the parent company.
    nlohmann::json Minimal(const target::Entity& entity, const std::string& tag) const;

  private:
    /// One path of one entity on one side, and what it is paired with, by which type.
    using Node = std::tuple<Side, std::string, std::string>;
    using Neighbours = std::vector<std::pair<Node, std::string>>;

    void Connect(const checklist::Flow& flow, const checklist::Property& property);
    /// All nodes that one value can travel to, over other records too: a login that is paired with
    /// a number and with a name must be fit for both.
    struct Circle {
        Node first;            ///< stands for the circle
        target::Field common;  ///< what every field of it takes
    };

    target::Field FieldOf(const Node& node) const;
    Circle CircleOf(const Node& start) const;
    Circle CircleAt(const Held& held, const std::string& path) const;
    bool IsKey(const std::string& entity, const std::string& path) const;

    const checklist::Checklist& checklist_;
    const std::vector<target::Profile>& profiles_;
    const ValueMaker& values_;
    std::map<Node, Neighbours> neighbours_;
    std::map<Node, Circle> circles_;
};

/// True when Plumb can say what a value of the property becomes on the other side.
bool IsEvaluated(const checklist::Property& property);

/// The path of the pair on this side.
const std::string& PathOn(const checklist::Pair& pair, Side side);
Side Other(Side side);

/// `value` as this field holds it: a number or a flag becomes text where the field takes only text.
nlohmann::json Fit(const target::Field& field, nlohmann::json value);

/// Removes objects that hold nothing, as an absent e-mail leaves behind.
void DropEmptyObjects(nlohmann::json& body);

/// `value`, held on side `from`, as it must look on the other side of the pair; nullopt when the
/// type drops it.
std::optional<nlohmann::json> Across(const checklist::Property& property, Side from,
                                     const nlohmann::json& value);

}  // namespace plumb::run
