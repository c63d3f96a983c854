#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/checklist/checklist.h"
#include "harness/target/profile.h"

namespace plumb::explore {

using checklist::Side;

/// A number of this folder, none of which is negative where it counts, as an index.
inline std::size_t Index(int number) {
    return static_cast<std::size_t>(number);
}

/// What of a checklist random sequences can move about in: its entities with the properties that
/// are kept in sync, and how they hang together. Flows of which Plumb cannot say what must come of
/// a sequence (conditions on a merge rule, an unknown entity, creation by a property by which
/// nobody could be recognised) are left out, each with its reason. Plain values.

/// One property of one kind of record.
struct Field {
    std::string path;
    target::FieldKind kind = target::FieldKind::kText;
    bool unique = false;     ///< two values of it can always be told apart
    bool key = false;        ///< records match by it
    bool clearable = false;  ///< may be emptied: no key, and no system wants it
    bool editable = true;    ///< an edit of it can be followed to the other side
};

struct Kind {
    Side side = Side::kSource;
    std::string entity;
    std::string flow;  ///< by which its records are made when no other is meant
    bool dated = false;
    std::vector<Field> fields;
};

/// Two fields that hold the same thing.
struct Wire {
    int source = 0;  ///< field of the flow's source kind
    int target = 0;
};

struct Flow {
    std::string id;
    int source = 0;  ///< kind
    int target = 0;
    bool creates = false;
    bool never_creates = false;  ///< neither: the document's rule is not one that can be predicted
    std::vector<std::vector<Wire>> alternatives;
    std::vector<Wire> synced;
};

struct Landscape {
    std::vector<Kind> kinds;
    std::vector<Flow> flows;
    std::vector<std::string> left_out;  ///< for people: which flows, and why

    /// The flow by which records of this kind are copied; nullptr for none.
    const Flow* CreatorOf(int kind) const;
    const Flow* FlowBetween(int source, int target) const;
};

Landscape Survey(const checklist::Checklist& checklist,
                 const std::vector<target::Profile>& profiles);

}  // namespace plumb::explore
