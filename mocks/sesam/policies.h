#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "mocks/sesam/state.h"

namespace plumb::mocks::sesam {

struct Version;  ///< connector.h

/// The decision points of the data flow. As they stand here they are the published rules
/// (api/sesam.md, sections 1.3 to 1.7); a defect replaces one or a few of them and nothing else.

/// One property of one record, as the merge rules weigh it.
struct Claim {
    RecordRef ref;
    int path = -1;
    const Slot* slot = nullptr;
    const Record* record = nullptr;
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
    /// Whether pair `number` of an alternative must be equal.
    std::function<bool(std::size_t number)> needs;
    std::function<bool(const State&, RecordRef, RecordRef)> may_link;
    /// The records that are linked when this one was found by its key.
    std::function<std::vector<RecordRef>(const State&, RecordRef)> partners;
    /// The record to which a record is linked that joins those of `found`.
    std::function<RecordRef(State&, RecordRef joining, RecordRef found)> joins;
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
    /// Whether a value that is not the same as before counts as an edit.
    std::function<bool(const Json& before, const Json& after)> is_edit;
    /// Whether values reach record `number` of those of one entity that are the same thing.
    std::function<bool(std::size_t number)> reaches;
    /// Whether every property is dated anew when any of its record was edited.
    std::function<bool()> dates_whole_records;
    /// Whether an edit that was made or noticed `at` this time counts.
    std::function<bool(const State&, RecordRef, int path, Milliseconds at)> accepts;
};

struct PageRead {
    int number = 0;  ///< from 0
    int size = 0;    ///< asked for
    int got = 0;
};

/// How the systems are asked, and what their answers mean.
struct ReadPolicies {
    using Stamp = std::optional<Milliseconds>;

    std::function<bool(const PageRead&)> goes_on;
    std::function<int(int page, int size)> skip;
    /// Whether a last page counts that is as full as can be, so that an empty one follows it.
    std::function<bool()> keeps_full_end;
    /// Whether a record of a list counts, by its time stamp and that of the one before it.
    std::function<bool(Stamp before, Stamp stamp)> takes;
    /// Whether a record is passed over for what it holds.
    std::function<bool(const Json& record)> leaves_out;
    /// What counts as the value of a property that the record lacks; null for none.
    std::function<Json(const Json& record, const std::string& path)> stands_in;
    /// Whether an answer without content (204) is a list without items.
    std::function<bool()> knows_no_content;
    std::function<Milliseconds(Milliseconds cursor, Milliseconds overlap)> since;
    /// The cursor after a list that was asked for at `polled` and shows stamps up to `newest`.
    std::function<Stamp(Stamp newest, Milliseconds polled)> cursor;
    /// Whether a call that is answered with this status (401, 429, 503) is made again.
    std::function<bool(int status)> tries_again;
    /// Whether a version 1 envelope says that the call failed.
    std::function<bool(const Json& envelope)> failed;
    /// Whether a record is read again when the answer to its update does not show it.
    std::function<bool()> reads_back;
};

/// How a write is made and what its outcome means.
struct WritePolicies {
    std::function<Json(Json value)> outgoing;
    /// Whether property `number` of those that are due goes with a write.
    std::function<bool(std::size_t number)> sends;
    /// Changes besides those that are due; the record as it was looked up before.
    std::function<void(const SchemaEntity&, const Version& before, Changes&)> amend;
    std::function<RecordRef(const State&, RecordRef)> addressee;
    /// Whether an unchanged linked record is written nevertheless.
    std::function<bool(const State&, RecordRef)> repeats;
    /// Whether a write that failed for now stays pending.
    std::function<bool()> keeps_failed;
    /// Whether the run goes on when a write was refused; else what was still to be written is lost.
    std::function<bool()> goes_on_when_refused;
    /// Whether the record is looked up before it is written.
    std::function<bool()> looks_first;
};

struct CreatePolicies {
    std::function<bool(const SchemaFlow&)> creates;
    /// Whether a record that had a partner once is left alone for good.
    std::function<bool(const State&, RecordRef, int target_entity)> had_partner;
    std::function<int()> copies;
    std::function<Json(Json body)> outgoing;  ///< what is sent of a new record
    std::function<bool()> looks_for_lost;     ///< before a creation without an answer is repeated
    /// Whether a new record names the one it comes from, where its system takes a name only once.
    std::function<bool()> names_its_source;
};

/// What happens besides reading and writing.
struct LifePolicies {
    std::function<bool()> propagates_deletes;
    std::function<bool(std::size_t absent, std::size_t known)> believes_absence;
    /// Whether a record that a full list lacks is looked up before it is taken for deleted.
    std::function<bool()> looks_for_absent;
    /// Whether the links between its other members end when a record of them is gone.
    std::function<bool()> ends_links;
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
