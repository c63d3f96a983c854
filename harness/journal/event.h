#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"
#include "harness/base/secrets.h"
#include "harness/deviation/entry.h"

namespace plumb::journal {

/// The events of a run, in the order in which they happened; all reports derive from them alone.
/// Plain values; secrets are masked before an event is made. Verdicts and bases are their words
/// ("pass", "stated"), so that a journal can be read by any tool.

struct SystemSeen {
    std::string id;
    std::vector<std::string> hosts;
    bool operator==(const SystemSeen&) const = default;
};

/// Which defects of the reference data flow a check has caught, run with its own cases alone.
struct ProvenCheck {
    std::string check;
    std::vector<std::string> defects;  ///< ids; empty: it has caught none, so it is unproven
    bool operator==(const ProvenCheck&) const = default;
};

/// What a run takes of the systems: foreseen by its plan.
struct Outlay {
    int syncs = 0;
    int requests = 0;    ///< of the harness
    int writes = 0;      ///< of these: creations and edits
    int deletions = 0;   ///< of these
    int records = 0;     ///< of the run, alive at most
    double minutes = 0;  ///< at least; 0: not known
    bool operator==(const Outlay&) const = default;
};

struct RunStarted {
    int format = 1;
    std::string run;  ///< id of the run
    Milliseconds at = 0;
    std::string version;           ///< of Plumb
    std::string command;           ///< what repeats the run
    nlohmann::json checklist;      ///< the whole checklist: its YAML form as JSON
    std::string checklist_digest;  ///< SHA-256
    std::string catalogue_digest;  ///< SHA-256
    std::string target;            ///< name of the target
    bool mock = true;
    std::vector<SystemSeen> systems;
    std::string dataflow;                ///< "Sesam node http://127.0.0.1:41004/api, version 1.0"
    std::string dataflow_version;        ///< of its engine; "" when it does not say
    std::string dataflow_configuration;  ///< SHA-256 of it at the start; "" when it does not say
    std::uint64_t seed = 0;
    std::vector<std::string> capabilities;
    std::vector<std::string> gate;
    std::string tester;
    std::vector<std::string> filters;
    std::string shard;  ///< "2/5"; "" when not sharded
    std::string level;  ///< "smoke"; "" for the full one
    std::optional<Outlay> predicted;
    int cases = 0;      ///< selected
    bool part = false;  ///< only part of the checklist was asked for; a shard is not meant
    std::vector<std::string> untested;  ///< clauses that no check of the catalogue has a case for
    std::vector<ProvenCheck> proven;    ///< of the catalogue; empty when nobody has measured it
    std::string deviations_file;        ///< "" when there is no list of known deviations
    std::vector<deviation::Entry> deviations;
    std::vector<std::string>
        notes;  ///< what a reader must know, such as "the document lists no property"
    bool operator==(const RunStarted&) const = default;
};

struct CasePlanned {
    std::string id;
    std::string flow;
    std::vector<std::string> clauses;
    std::string check;
    std::string variant;
    std::string basis;
    std::string property;
    std::string summary;
    std::vector<std::string> steps;  ///< in words
    bool operator==(const CasePlanned&) const = default;
};

/// One request and its answer, of the harness or (where the target shows it) of the data flow.
struct Exchange {
    int number = 0;  ///< counts from 1 over the run
    Milliseconds at = 0;
    double took_ms = 0;
    std::string who;  ///< "harness" or "data flow"
    std::string system;
    std::string case_id;  ///< "" when it belongs to no case
    std::string purpose;  ///< "create source", "read back"
    std::string method;
    std::string url;
    std::vector<std::pair<std::string, std::string>> headers;  ///< of the request, masked
    std::string request;                                       ///< body, shortened
    int status = 0;                                            ///< 0: no answer
    std::string response;  ///< body, shortened, or what went wrong
    std::string act;       ///< "create", "edit", "delete" of a record; "" for all that only reads
    std::string entity;    ///< of that record
    bool operator==(const Exchange&) const = default;
};

struct Barrier {
    int number = 0;  ///< counts from 1 over the run
    Milliseconds at = 0;
    double took_ms = 0;
    /// "quiet", "assumed quiet", "busy", "still writing", "failed"; "stopped": the cases that
    /// waited for it had asked for no more rounds.
    std::string outcome;
    int rounds = 0;
    int cases = 0;  ///< that waited for it
    std::string detail;
    int records = 0;  ///< of the run, that are alive
    bool operator==(const Barrier&) const = default;
};

/// A control edit that was looked for on the other side after a sync.
struct ControlRead {
    Milliseconds at = 0;
    std::string flow;
    std::string direction;  ///< "to-target", "to-source": the way of the edit
    int barrier = 0;        ///< number of the sync before it
    bool arrived = false;
    double after_ms = 0;        ///< from the edit until it was looked for, or was seen to arrive
    double window_ms = 0;       ///< what it was held against
    double next_window_ms = 0;  ///< what follows from it for the next ones
    bool operator==(const ControlRead&) const = default;
};

/// One line of a case's timeline.
struct Moment {
    Milliseconds at = 0;
    std::string lane;  ///< "source", "sync", "target", "harness"
    std::string text;
    int exchange = 0;  ///< number; 0 for none
    bool operator==(const Moment&) const = default;
};

/// One judged expectation of a case.
struct Judged {
    std::string expectation;  ///< in words
    std::string expected;
    std::string seen;
    std::string verdict;
    nlohmann::json before, after;  ///< the record before and after, where that says something
    bool operator==(const Judged&) const = default;
};

struct CaseJudged {
    std::string id;
    Milliseconds at = 0;
    std::string verdict;
    std::string reason;
    bool missing_need = false;
    std::string confirmed;  ///< "", "fails alone", "fails only in company"
    std::vector<Judged> expectations;
    std::vector<Moment> timeline;
    std::vector<int> exchanges;  ///< numbers
    double took_ms = 0;
    bool operator==(const CaseJudged&) const = default;
};

/// Something that a reader of the report must know and that belongs to no case.
struct Noted {
    Milliseconds at = 0;
    std::string text;
    bool is_error = false;
    bool operator==(const Noted&) const = default;
};

/// The records of one entity that are not the run's: counted before it, compared after it. Ids only
/// where they say nothing of a person; nothing of what the records hold.
struct Census {
    Milliseconds at = 0;
    std::string phase;  ///< "before", "after"
    std::string system;
    std::string entity;
    int records = 0;  ///< that are not the run's
    int changed = 0;  ///< since before; with the others only in phase "after"
    int vanished = 0;
    int appeared = 0;  ///< and bear no mark of the run
    std::vector<std::string> changed_ids, vanished_ids, appeared_ids;  ///< some of them
    std::string unread;      ///< why they could not be read, so nothing is known; "" when they were
    bool exclusive = false;  ///< nobody else may change them meanwhile, says the target
    bool operator==(const Census&) const = default;
};

/// A record of the run that could not be removed, or something else that is not as it was.
struct LeftBehind {
    Milliseconds at = 0;
    std::string record;  ///< "youtrack users 24-5"
    std::string url;     ///< "" when its id is not known
    std::string why;
    std::string how = "could not be removed";
    /// Its system took the profile's fallback instead of a deletion: nothing more can be done, and
    /// the run does not fail by it.
    bool settled = false;
    bool operator==(const LeftBehind&) const = default;
};

struct RunFinished {
    Milliseconds at = 0;
    int exit_status = 0;
    std::string ended;  ///< "complete", or why it ended early
    int syncs = 0;
    int requests = 0;  ///< of the harness
    double took_ms = 0;
    std::string dataflow_configuration = {};  ///< as in RunStarted, at the end
    bool operator==(const RunFinished&) const = default;
};

using Event = std::variant<RunStarted, CasePlanned, Exchange, Barrier, ControlRead, CaseJudged,
                           Noted, Census, LeftBehind, RunFinished>;

/// One line of the journal file, without the newline. No secret stands in any of its texts.
std::string ToLine(const Event& event, const Secrets* secrets = nullptr);
/// Reads one line; `place` is used in the error. Unknown keys are left out of account and absent
/// ones keep their default, so that journals of other versions can be read; a wrong kind of value,
/// the absence of what names the event's subject, and an unknown event are errors.
Result<Event> FromLine(std::string_view line, const Place& place);
/// As FromLine(), but nullopt for an event of a kind that this version does not know.
Result<std::optional<Event>> FromLineIfKnown(std::string_view line, const Place& place);

}  // namespace plumb::journal
