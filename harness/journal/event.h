#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/result.h"

namespace plumb::journal {

/// The events of a run, in the order in which they happened; all reports derive from them alone.
/// Plain values; secrets are masked before an event is made. Verdicts and bases are their words
/// ("pass", "stated"), so that a journal can be read by any tool.

struct SystemSeen {
    std::string id;
    std::vector<std::string> hosts;
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
    std::string dataflow;  ///< "Sesam node http://127.0.0.1:41004/api, version 1.0"
    std::uint64_t seed = 0;
    std::vector<std::string> capabilities;
    std::vector<std::string> gate;
    std::string tester;
    std::vector<std::string> filters;
    std::string shard;  ///< "2/5"; "" when not sharded
    int cases = 0;      ///< selected
    std::vector<std::string>
        notes;  ///< what a reader must know, such as "the document lists no property"
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
};

struct Barrier {
    int number = 0;  ///< counts from 1 over the run
    Milliseconds at = 0;
    double took_ms = 0;
    std::string outcome;  ///< "quiet", "busy", "still writing", "failed"
    int rounds = 0;
    int cases = 0;  ///< that waited for it
    std::string detail;
};

/// One line of a case's timeline.
struct Moment {
    Milliseconds at = 0;
    std::string lane;  ///< "source", "sync", "target", "harness"
    std::string text;
    int exchange = 0;  ///< number; 0 for none
};

/// One judged expectation of a case.
struct Judged {
    std::string expectation;  ///< in words
    std::string expected;
    std::string seen;
    std::string verdict;
    nlohmann::json before, after;  ///< the record before and after, where that says something
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
};

/// Something that a reader of the report must know and that belongs to no case.
struct Noted {
    Milliseconds at = 0;
    std::string text;
    bool is_error = false;
};

struct RunFinished {
    Milliseconds at = 0;
    int exit_status = 0;
    std::string ended;  ///< "complete", or why it ended early
    int syncs = 0;
    int requests = 0;  ///< of the harness
    double took_ms = 0;
};

using Event =
    std::variant<RunStarted, CasePlanned, Exchange, Barrier, CaseJudged, Noted, RunFinished>;

/// One line of the journal file, without the newline.
std::string ToLine(const Event& event);
/// Reads one line; `place` is used in the error.
Result<Event> FromLine(std::string_view line, const Place& place);

}  // namespace plumb::journal
