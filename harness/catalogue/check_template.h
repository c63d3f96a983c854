#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/scenario/verdict.h"
#include "harness/target/capability.h"
#include "harness/yaml/node.h"

namespace plumb::catalogue {

/// What a check is applied to, once for each.
enum class Of {
    kCreate,        ///< the creation rule of a flow
    kMerge,         ///< a merge alternative; one of several pairs: once for each pair in it
    kKeepInSync,    ///< a flow, through the first pair that can be checked both ways
    kProperty,      ///< a pair that is kept in sync: a listed property, or a merge key
    kNothingElse,   ///< a flow
    kSourceEntity,  ///< two flows that begin at the same source entity: $flows[0] and $flows[1]
};

/// Which way a check looks. `$from` is where a person acts, `$to` is the other side; both are names
/// of a side and of the records of a linked pair.
enum class For {
    kOnce,      ///< no direction; $from is the source
    kBoth,      ///< `direction`: once to-target, once to-source
    kToTarget,  ///< only from source to target
    kToSource,  ///< only from target to source
};

/// Where a check makes sense; where it does not, it has no case. What is empty does not restrict.
struct When {
    std::vector<std::string> create;    ///< never, always, when-connected, when, none
    std::optional<bool> merge;          ///< the flow has (no) merge rule
    bool both_dated = false;            ///< both systems date the records (`dated: both`)
    std::vector<std::string> kinds;     ///< names of value tables: emails, texts …
    std::string pairs;                  ///< "listed" or "merge-keys"
    std::optional<bool> merge_key;      ///< the pair is (not) one by which records are matched
    std::optional<bool> key_synced;     ///< `key: synced` or `key: unsynced`
    bool several_alternatives = false;  ///< `alternatives: several`
    bool not_identity = false;  ///< `identity: other`: the pair is not the one records are told by
    bool is_identity = false;   ///< `identity: known`: there is one
    /// `identity: shared`: as `other`, and several records can hold one value of it.
    bool shared_identity = false;
    /// `refusals: flagged`: the receiving system answers them with 200 and a flag in the answer.
    bool flagged_refusals = false;
    /// A property of the receiving side that no table of the document names; "" for any.
    std::string unlisted;
};

/// Where the rows of a check come from when no table holds them: from the profile of the $from
/// side, and from what the document leaves out.
enum class FieldRows {
    kNone,
    kUnlisted,  ///< `unlisted`: fields outside all tables that every record is created with
    kFlags,     ///< `flags`: fields outside all tables that are true or false
    kOthers,    ///< `others`: one row, whose `set` edits all those that records are created without
    kRetirement,  ///< `retirement`: one row, whose `set` bans or archives instead of deleting;
                  ///< `paths` for taking that back
    kLookAlikes   ///< `look-alikes`: one row, whose `set` puts $fresh.key into all fields outside
                  ///< all tables that could be taken for the one under test
};

/// `variants: {email: {from: values/emails.yaml, rows: [plain]}}`: one case for each row.
struct VariantSource {
    std::string name;               ///< "email": cells are $email.COLUMN
    std::string table;              ///< "emails"; {kind} in it becomes the common kind of the pair
    std::vector<std::string> rows;  ///< only these; empty for all
    FieldRows fields = FieldRows::kNone;
    Place place;

    bool HasTable() const { return fields == FieldRows::kNone; }
};

/// `smoke: true`, or `smoke: {for: to-target, pairs: listed}`: which cases of a check belong to the
/// smoke level. Of a table's rows only the first that can be run does.
struct Smoke {
    std::optional<For> direction;  ///< only this one of a check that looks both ways
    bool only_listed = false;      ///< not on merge keys that stand in for listed properties
};

/// How a kind of clause is tested (design section 4). The steps stay YAML until the references in
/// them have been filled in, so that templates and replay files share one language.
struct CheckTemplate {
    std::string check;  ///< id: a short sentence as a slug
    Of of = Of::kMerge;
    For direction = For::kOnce;
    scenario::Basis basis = scenario::Basis::kStated;
    std::string property;        ///< id in sync-properties; "" when none
    std::string summary;         ///< one sentence; {from.path} and the like are filled in
    std::string clause;          ///< of source-entity only: "merge", "keep-in-sync", "create"…
    target::Capabilities needs;  ///< declared; restart, write-log and faults as the steps have them
    When when;
    std::optional<VariantSource> variants;
    std::optional<Smoke> smoke;  ///< absent: no case of it belongs to the smoke level
    int start_after = 0;         ///< barriers of the run before the first step
    bool needs_control = false;  ///< beyond what the expectations show by themselves
    yaml::Node steps;
    std::string digest;  ///< of the template as it is written, comments, layout and `smoke` apart
    Place place;
};

/// Reads one template strictly and adds what is wrong to `problems`.
CheckTemplate ReadCheckTemplate(const yaml::Node& node, std::vector<Problem>& problems);

std::string_view ToString(Of of);

}  // namespace plumb::catalogue
