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

/// What the whole run came to, as a heading: "Nonconformant".
std::string Heading(const ReportModel& model);
/// And as a sentence: "The data flow breaks 2 of 9 clauses."
std::string Headline(const ReportModel& model);
/// What the bases beyond the gate say; "" when they have no cases.
std::string BeyondTheGate(const ReportModel& model);

/// How the syncs went that did not simply come to rest: "The data flow failed in 5 of 6 syncs. Sync
/// 1: run 1 failed: no end within 1 s"; "" when all did.
std::string SyncTrouble(const ReportModel& model);

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
};
/// Worst first; those without cases are left out.
std::vector<Share> SharesOf(const Counts& counts);

/// The expectation that decided a case that did not pass; nullptr when none did.
const journal::Judged* DecisiveOf(const CaseResult& result);
/// Why a case came to its verdict, also when it was never run.
std::string ReasonOf(const CaseResult& result);

/// The order in which cases are read: failures first, passes last; stable within each.
std::vector<std::size_t> WorstFirst(const ReportModel& model);

}  // namespace plumb::report
