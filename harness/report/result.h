#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/base/result.h"
#include "harness/checklist/clauses.h"
#include "harness/deviation/entry.h"
#include "harness/journal/journal.h"
#include "harness/report/judgement.h"
#include "harness/scenario/verdict.h"

namespace plumb::report {

/// What a reader of a report wants to know, derived from journals alone: plain values, complete,
/// in the order in which they are shown. The writers add form, never a judgement.

/// One case of one run.
struct CaseResult {
    journal::CasePlanned planned;
    scenario::Basis basis = scenario::Basis::kStated;
    bool gated = false;                        ///< its basis is one of the gate's
    std::optional<scenario::Verdict> verdict;  ///< nullopt: planned, and never judged ("not run")
    journal::CaseJudged judged;                ///< empty when it was not run
    std::vector<std::size_t> exchanges;        ///< indexes into ReportModel::exchanges
    std::string repeat;                        ///< the command that repeats just this case
    /// Index into ReportModel::deviations of the entry that excuses its failure, if one does. Its
    /// verdict is `fail` all the same.
    std::optional<std::size_t> deviation;
};

/// What the cases of one basis say of a clause.
struct BasisResult {
    scenario::Basis basis = scenario::Basis::kStated;
    bool gated = false;
    Judgement judgement = Judgement::kNotRun;
    Counts counts;
};

struct ClauseResult {
    std::string id;
    std::string sentence;                      ///< in the document's words; "" when not known
    int line = 0;                              ///< in the document; 0 when not known
    Judgement judgement = Judgement::kNotRun;  ///< over the gated bases
    Judgement others = Judgement::kNotRun;     ///< over the other bases
    /// Over the gated bases, as if known deviations had not been tested: for the exit status.
    Judgement beside_known = Judgement::kNotRun;
    Counts counts;                   ///< of all its cases
    std::vector<BasisResult> bases;  ///< those that have cases
    std::vector<std::size_t> cases;  ///< indexes into ReportModel::cases
    /// Of these, the ones that do not count: observed, or skipped for another reason than a missing
    /// need.
    std::vector<std::size_t> not_counted;
    std::vector<std::size_t> checks;  ///< indexes into ReportModel::checks
    /// How many different defects these checks are known to catch; nullopt: nobody has measured it.
    std::optional<std::size_t> defects;
};

/// What one check came to over all its cases, and which clauses it speaks of.
struct CheckResult {
    std::string check;
    scenario::Basis basis = scenario::Basis::kStated;  ///< of its first case
    std::vector<std::string> clauses;                  ///< ids
    std::vector<std::size_t> cases;                    ///< indexes into ReportModel::cases
    Counts counts;
    /// Ids of the defects that it has caught; empty: unproven. nullopt: nobody has measured it.
    std::optional<std::vector<std::string>> caught;
};

struct FlowResult {
    std::string id;
    std::string title;
    bool lists_no_property = false;
    Judgement judgement = Judgement::kNotRun;  ///< the worst of its clauses
    std::vector<ClauseResult> clauses;
};

/// A clause that is read in a way which the document does not say.
struct Assumption {
    std::string clause;
    std::string sentence;
    int line = 0;
    std::vector<std::string> readings;  ///< summaries of the checks that rest on it
    int cases = 0;
};

/// Cases of one clause that could not be told, for one reason.
struct Undecided {
    std::string clause;
    bool gated = false;
    std::string reason;
    std::string remedy;  ///< what would make it decidable
    std::vector<std::size_t> cases;
};

/// An entry of the list of known deviations, and what this run says of it. Entries whose cases were
/// not selected, or came to neither pass nor fail, say nothing.
struct DeviationResult {
    deviation::Entry entry;
    bool expired = false;                ///< when the run started: it excuses nothing
    std::vector<std::size_t> excuses;    ///< cases, indexes into ReportModel::cases
    std::vector<std::string> no_longer;  ///< why it does not hold, in words; fails the run
};

/// How long edits took to cross, in milliseconds. Upper bounds: arrivals are looked for from time
/// to time.
struct Spread {
    double p50 = 0;
    double p95 = 0;
    double max = 0;
};

/// What the control edits of one flow and direction came to, over all runs.
struct LagResult {
    std::string flow;
    std::string direction;  ///< "to-target"
    int arrivals = 0;
    int missing = 0;  ///< that were not there when they were looked for
    /// On a virtual clock nothing is measured: it moves by requests and waits, not by time.
    bool virtual_clock = false;
    std::optional<Spread> spread;     ///< nullopt: nothing arrived, or nothing was measured
    std::optional<double> window_ms;  ///< that followed from it; the longest of several runs
};

/// What became of the records that are not the run's. Closed.
enum class CensusOutcome {
    kUntouched,
    kTouched,  ///< by the data flow or by somebody else: not ours, or not proven to be
    kUnknown,  ///< they could not be compared
};

/// Of one entity, over all runs.
struct CensusResult {
    CensusOutcome outcome = CensusOutcome::kUnknown;
    std::string why;  ///< of what is unknown
    journal::Census seen;
};

struct Note {
    std::string text;
    bool is_error = false;
};

struct RunPart {
    journal::RunStarted started;
    std::optional<journal::RunFinished> finished;  ///< nullopt: the journal ends before
    std::vector<journal::Barrier> barriers;
    std::vector<journal::ControlRead> controls;
    std::vector<journal::Census> census;
    std::vector<journal::LeftBehind> left;

    bool IsComplete() const { return finished && finished->ended == "complete"; }
};

struct ReportModel {
    std::vector<RunPart> runs;  ///< at least one; several when shards were merged
    std::string title;          ///< of the checklist
    std::string document;       ///< file name; "" when the checklist was written by hand
    std::string document_sha256;
    std::string document_generated;
    Milliseconds begin = 0;
    Milliseconds end = 0;        ///< of the last event that says when
    bool complete = false;       ///< every run reached its end
    std::string incomplete_why;  ///< "" when complete

    std::vector<FlowResult> flows;
    std::vector<checklist::OtherSentence> other_sentences;  ///< those that are no clauses, by line
    Judgement judgement = Judgement::kNotRun;               ///< over all gated clauses
    Judgement others = Judgement::kNotRun;                  ///< over the other bases
    Counts counts;                                          ///< of all cases
    int gated_judged = 0;  ///< gated cases that count and were judged

    std::vector<CaseResult> cases;
    std::vector<CheckResult> checks;  ///< in the order of their first cases
    std::vector<journal::Exchange> exchanges;
    std::vector<Assumption> assumptions;
    std::vector<Undecided> undecided;
    std::vector<DeviationResult> deviations;  ///< in the order of the list
    std::vector<LagResult> lags;              ///< in the order of flows, to the target first
    std::vector<std::string> untested;        ///< clauses that no check has a case for
    std::vector<CensusResult> census;         ///< of tenants, in the order of their entities
    std::vector<journal::LeftBehind> left;    ///< records of the runs that are there still
    std::vector<Note> notes;
    int exit_status = 0;

    const journal::RunStarted& Run() const { return runs.front().started; }
};

/// Adds a case to the count of its verdict.
void Tally(const CaseResult& result, Counts& counts);

/// False for cases that do not decide a clause: observed, or skipped for another reason than a
/// missing need. A case that was not run does count: it keeps a clause from being green.
bool Decides(const CaseResult& result);

/// The report of one run, of shards, or of a run that was killed. Runs of different checklists, and
/// words that no verdict and no basis has, are errors. A journal without the start of a run is a
/// run that could not start.
Result<ReportModel> FromJournals(std::vector<journal::Journal> journals);

}  // namespace plumb::report
