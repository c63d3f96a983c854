#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "harness/report/result.h"

namespace plumb::report {

/// The words, signs and sentences that all writers share, so that no two reports of one run differ.

/// "pass", …, or "not run" for nullopt.
std::string_view WordFor(const std::optional<scenario::Verdict>& verdict);

/// One character beside the word, never instead of it: ✓ ✗ ! ? – ○ ·
std::string_view SignFor(const std::optional<scenario::Verdict>& verdict);
std::string_view SignFor(Judgement judgement);

/// As above, but "known deviation" and † for a failure that the list of known deviations excuses.
std::string_view WordFor(const CaseResult& result);
std::string_view SignFor(const CaseResult& result);
inline constexpr std::string_view kKnownSign = "†";
inline constexpr std::string_view kKnownWord = "known deviation";

/// What the whole run came to, as a heading: "Nonconformant".
std::string Heading(const ReportModel& model);
/// And as a sentence: "The data flow breaks 2 of 9 clauses."
std::string Headline(const ReportModel& model);
/// What the bases beyond the gate say; "" when they have no cases.
std::string BeyondTheGate(const ReportModel& model);

/// How the syncs went that did not simply come to rest: "The data flow failed in 5 of 6 syncs. Sync
/// 1: run 1 failed: no end within 1 s"; "" when all did.
std::string SyncTrouble(const ReportModel& model);

/// That the data flow was configured anew while a run went on; "" when it was not, or nobody knows.
std::string ConfigurationTrouble(const ReportModel& model);

/// "stated, implied, assumed".
std::string GateInWords(const ReportModel& model);
/// "8.2 s", "3 min 5 s", "120 ms".
std::string Duration(double milliseconds);
/// "2026-11-22 13:10:31 UTC"; "not known" for 0.
std::string DayAndTime(Milliseconds time);
/// "13:10:31.250".
std::string TimeOfDay(Milliseconds time);
/// "1 case", "2 cases".
std::string Plural(std::size_t count, std::string_view noun);

/// How many cases came to one verdict.
struct Share {
    int count = 0;
    std::optional<scenario::Verdict> verdict;
    std::string_view word;
    bool is_known = false;  ///< a failure that the list of known deviations excuses
};
std::string_view SignOf(const Share& share);
/// Worst first; those without cases are left out.
std::vector<Share> SharesOf(const Counts& counts);

/// "excused until 2027-03-31 by Kari Nordmann, SYNC-12: names are cut".
std::string InWords(const deviation::Entry& entry);
/// "youtrack.deviations.yaml:12", where that is known.
std::string PlaceOf(const ReportModel& model, const deviation::Entry& entry);
/// "No check of the catalogue has a case for users-to-customers/property/2"; "" when all have.
std::string UntestedInWords(const ReportModel& model);
/// "3 entries of the list of known deviations no longer hold"; "" when all do.
std::string ListTrouble(const ReportModel& model);

/// The expectation that decided a case that did not pass; nullptr when none did.
const journal::Judged* DecisiveOf(const CaseResult& result);
/// Why a case came to its verdict, also when it was never run.
std::string ReasonOf(const CaseResult& result);

/// The order in which cases are read: failures first, passes last; stable within each.
std::vector<std::size_t> WorstFirst(const ReportModel& model);

}  // namespace plumb::report
