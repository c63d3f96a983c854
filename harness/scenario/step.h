#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <variant>
#include <vector>

#include "harness/base/result.h"
#include "harness/checklist/checklist.h"

namespace plumb::scenario {

/// Every value compares equal to one that is written the same way; a Step has a place as well, so
/// steps are compared by their actions.

using checklist::Side;

// --- values -------------------------------------------------------------------------------------

/// A value as written. In texts "{tag}" becomes the tag of the case, so that every address is
/// unique, and "{n}" the index of the record in its list. A JSON null is a value.
struct Literal {
    nlohmann::json value;
    bool operator==(const Literal&) const = default;
};
/// `!absent`: the property is not sent at all, or is expected to be missing, null or empty.
struct Absent {
    bool operator==(const Absent&) const = default;
};
/// `fresh`: a new unique value of the path's kind. `$fresh.NAME` in the YAML form gives it a name:
/// the same name is the same value throughout a case (per index in lists).
struct Fresh {
    std::string name;
    bool operator==(const Fresh&) const = default;
};
using Value = std::variant<Literal, Absent, Fresh>;

struct Assignment {
    std::string path;
    Value value;
    bool operator==(const Assignment&) const = default;
};

// --- arrange ------------------------------------------------------------------------------------

/// How many records a handle stands for.
struct MoreThanAPage {
    bool operator==(const MoreThanAPage&) const = default;
};
/// `{fills-a-page-of: source}`: as many as make the list that the data flow reads of this side end
/// with a full page.
struct FillsAPage {
    Side of = Side::kSource;
    bool operator==(const FillsAPage&) const = default;
};
using Count = std::variant<int, MoreThanAPage, FillsAPage>;

/// `given: linked-pair`: two records, handles "source" and "target", that the flow links at the
/// next sync: equal in all keys of the merge alternative and in all listed properties. In a flow
/// that creates and does not merge, the source is created and the target is what the data flow
/// makes.
struct GivenLinkedPair {
    std::string flow;
    Count count = 1;
    bool operator==(const GivenLinkedPair&) const = default;
};

/// `create: {source: user, with: {…}}`. Unless `with` says otherwise a record gets: the profile's
/// required and generated fields, unique to it; unique values of all merge keys of the flow, except
/// that the keys of the alternative under test other than its own pair are the same for all records
/// of a case with the same index.
struct Create {
    Side side = Side::kSource;
    std::string handle;
    std::string flow;
    Count count = 1;
    std::vector<Assignment> with;
    /// Handle of a record whose merge keys (of the alternative under test) it gets; "" for none.
    std::string matching;
    /// Handle of a record that it resembles in everything but the keys (names, phone …); "" for
    /// none.
    std::string like;
    /// Handle under which the record is known that the data flow will make of this one on the other
    /// side; "" for none. In flows that create.
    std::string copy;
    bool operator==(const Create&) const = default;
};

struct Edit {
    std::string handle;
    std::vector<Assignment> set;
    std::vector<std::string> undo;  ///< paths that get back the value they had before the last edit
    /// Name of a mark: the systems' time stamps must tell this edit from that moment; "" for none.
    std::string later_than;
    bool operator==(const Edit&) const = default;
};

struct Delete {
    std::string handle;
    bool operator==(const Delete&) const = default;
};

// --- act ----------------------------------------------------------------------------------------

struct Sync {
    int times = 1;
    int rounds = 0;  ///< after which the data flow is stopped, quiet or not; 0: no such limit
    bool operator==(const Sync&) const = default;
};
struct Restart {
    bool operator==(const Restart&) const = default;
};
/// One fault as the mocks' admin API takes it.
struct Fault {
    nlohmann::json rule;
    bool operator==(const Fault&) const = default;
};
/// Names a moment: later steps compare with the records and the requests as they are now.
struct Mark {
    std::string name;
    bool operator==(const Mark&) const = default;
};

// --- judge --------------------------------------------------------------------------------------

/// `linked: [user, contact]`: lists are paired by index, and nobody is linked to the partner of
/// another. `not-linked`: nobody of the one list is linked to anybody of the other.
struct Linked {
    std::string a;
    std::string b;
    bool expected = true;
    std::string flow;
    bool operator==(const Linked&) const = default;
};
/// Linked to no record at all, those of other cases included.
struct Unlinked {
    std::string handle;
    std::string flow;
    bool operator==(const Unlinked&) const = default;
};
/// Exactly `is` records of the flow's entity on this side have these values.
struct CountIs {
    Side in = Side::kTarget;
    std::string flow;
    std::vector<Assignment> where;
    int is = 0;
    bool operator==(const CountIs&) const = default;
};
/// No record there bears any of the record's unique values; records the case made itself are not
/// counted.
struct NoneResembling {
    Side in = Side::kTarget;
    std::string flow;
    std::string handle;
    bool operator==(const NoneResembling&) const = default;
};
/// What a person last gave `handle` in the case's pair, as it must look on the other side.
struct AsEdited {
    std::string handle;
    bool operator==(const AsEdited&) const = default;
};
/// `value: {record, path, is: VALUE}` or `value: {record, path, as-edited: HANDLE}`; with
/// `or-absent: true` it may be missing, null or empty as well.
struct ValueIs {
    std::string handle;
    std::string path;
    std::variant<Value, AsEdited> expected;
    bool or_absent = false;
    bool operator==(const ValueIs&) const = default;
};
/// All hold the same value, and it is one that a person last gave one of them.
struct Agree {
    std::vector<std::string> records;  ///< at least two
    std::string path;                  ///< on the side of the first; "": the case's pair
    bool operator==(const Agree&) const = default;
};
/// Every field but the managed and the excepted ones is as it was at the mark.
struct Unchanged {
    std::string handle;
    std::string since;
    std::vector<std::string> except;
    bool operator==(const Unchanged&) const = default;
};
/// Requests of the data flow that change these records since the mark; refused ones, reads and
/// tokens never count.
struct Writes {
    std::vector<std::string> to;
    std::string since;
    int at_most = 0;
    bool operator==(const Writes&) const = default;
};
/// The data flow stopped writing to our records within its rounds (P2).
struct BecomesQuiet {
    bool operator==(const BecomesQuiet&) const = default;
};

using Expectation = std::variant<Linked, Unlinked, CountIs, NoneResembling, ValueIs, Agree,
                                 Unchanged, Writes, BecomesQuiet>;

/// `expect` decides the verdict; `observe` takes the same forms and only records.
struct Expect {
    Expectation what;
    bool only_observe = false;
    /// Part of a probe that the planner appended because links cannot be read: when it does not
    /// hold, it is a `fail` only if the control of the same sync arrived.
    bool probe = false;
    bool operator==(const Expect&) const = default;
};

/// One step of a case. Closed; a new kind of step is a new member here and a compile error in every
/// place that has to know it.
using Action =
    std::variant<GivenLinkedPair, Create, Edit, Delete, Sync, Restart, Fault, Mark, Expect>;
struct Step {
    Action action;
    Place place;            ///< in the check template
    bool appended = false;  ///< by the planner (probes)
};

}  // namespace plumb::scenario
