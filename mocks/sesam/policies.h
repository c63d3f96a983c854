#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

/// The decision points of the data flow. As they stand here they are the published rules
/// (api/sesam.md, sections 1.3 to 1.7); a defect replaces one or two of them and nothing else.

/// One property of one record, as the merge rules weigh it.
struct Claim {
    RecordRef ref;
    int path = -1;
    const Slot* slot = nullptr;
};

/// What is about to be written to a record, by path.
using Changes = std::vector<std::pair<std::string, Json>>;

/// Which records are the same thing.
struct LinkPolicies {
    /// The value as it is compared; nothing when it can never match.
    std::function<std::optional<std::string>(const Json& value)> key_of;
    /// Further texts by which records match, besides the merge rules.
    std::function<std::vector<std::string>(const Record&)> extra_keys;
    std::function<bool(const State&, RecordRef)> may_match;
    /// Whether merge alternative `number` of a flow is tried.
    std::function<bool(std::size_t number)> matches_by;
    std::function<bool(const State&, RecordRef, RecordRef)> may_link;
    /// The record that is linked when this one was found by its key.
    std::function<RecordRef(const State&, RecordRef)> partner;
    /// Whether a linked record stays linked when its key changes.
    std::function<bool(const State&, RecordRef)> outlives_key;
};

/// Which value wins.
struct MergePolicies {
    std::function<bool(const Slot&)> has_claim;  ///< empty values have none, unless cleared
    std::function<bool(const Claim&, const Claim&)> beats;
    std::function<bool(bool to_target)> carries;
    /// Whether pair `number` of `count` of a flow is kept in sync.
    std::function<bool(std::size_t number, std::size_t count)> syncs;
    /// Whether an edit that was noticed counts.
    std::function<bool(const State&, RecordRef, int path, const Json& value)> accepts;
};

struct PageRead {
    int number = 0;  ///< from 0
    int size = 0;    ///< asked for
    int got = 0;
};

/// How lists are read.
struct ReadPolicies {
    std::function<bool(const PageRead&)> goes_on;
    std::function<int(int page, int size)> skip;
    std::function<Milliseconds(Milliseconds cursor, Milliseconds overlap)> since;
    /// Whether a version 1 envelope says that the call failed.
    std::function<bool(const Json& envelope)> failed;
};

/// How a write is made and what its outcome means.
struct WritePolicies {
    std::function<Json(Json value)> outgoing;
    std::function<void(const SchemaEntity&, Changes&)> amend;
    std::function<RecordRef(const State&, RecordRef)> addressee;
    /// Whether an unchanged linked record is written nevertheless.
    std::function<bool(const State&, RecordRef)> repeats;
    /// Whether a write that failed for now stays pending.
    std::function<bool()> keeps_failed;
    /// Whether the record is looked up before it is written.
    std::function<bool()> looks_first;
};

struct CreatePolicies {
    std::function<bool(const SchemaFlow&)> creates;
    /// Whether a record that had a partner once is left alone for good.
    std::function<bool(const State&, RecordRef, int target_entity)> had_partner;
    std::function<int()> copies;
    std::function<bool()> looks_for_lost;  ///< before a creation without an answer is repeated
};

/// What happens besides reading and writing.
struct LifePolicies {
    std::function<bool()> propagates_deletes;
    std::function<bool(std::size_t absent, std::size_t known)> believes_absence;
    std::function<void(State&)> on_restart;
};

struct Policies {
    LinkPolicies link;
    MergePolicies merge;
    ReadPolicies read;
    WritePolicies write;
    CreatePolicies create;
    LifePolicies life;

    /// The published rules.
    Policies();
};

/// Exact, case-sensitive; absent, null and "" never match.
std::optional<std::string> ExactKey(const Json& value);
/// The newest; then the record in which it was edited; then the source side.
bool NewestBeats(const Claim& a, const Claim& b);

}  // namespace plumb::mocks::sesam
