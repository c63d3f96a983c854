#include "harness/report/judgement.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace plumb::report {

std::string_view ToString(Judgement judgement) {
    switch (judgement) {
        case Judgement::kNonconformant:
            return "nonconformant";
        case Judgement::kKnownDeviation:
            return "known deviation";
        case Judgement::kUntested:
            return "untested";
        case Judgement::kUndecided:
            return "undecided";
        case Judgement::kPartial:
            return "partial";
        case Judgement::kConformant:
            return "conformant";
        case Judgement::kNotRun:
            return "not run";
    }
    return "not run";
}

Counts operator+(const Counts& a, const Counts& b) {
    return {a.pass + b.pass,
            a.fail + b.fail,
            a.known + b.known,
            a.error + b.error,
            a.inconclusive + b.inconclusive,
            a.missing_need + b.missing_need,
            a.skipped + b.skipped,
            a.observed + b.observed,
            a.not_run + b.not_run};
}

Judgement Judge(const Counts& counts) {
    if (counts.fail > 0) return Judgement::kNonconformant;
    if (counts.known > 0) return Judgement::kKnownDeviation;
    if (counts.error > 0) return Judgement::kUndecided;
    if (counts.inconclusive > 0 || counts.missing_need > 0) return Judgement::kPartial;
    if (counts.pass == 0) return Judgement::kNotRun;
    return counts.not_run > 0 ? Judgement::kPartial : Judgement::kConformant;
}

std::string InWords(const Counts& counts) {
    const std::array<std::pair<int, std::string_view>, 9> parts{{
        {counts.pass, "pass"},
        {counts.fail, "fail"},
        {counts.known, counts.known == 1 ? "known deviation" : "known deviations"},
        {counts.error, "error"},
        {counts.inconclusive, "inconclusive"},
        {counts.missing_need, "skipped (missing need)"},
        {counts.skipped, "skipped"},
        {counts.observed, "observed"},
        {counts.not_run, "not run"},
    }};
    std::string text;
    for (const auto& [count, word] : parts) {
        if (count == 0) continue;
        if (!text.empty()) text += ", ";
        text += fmt::format("{} {}", count, word);
    }
    return text.empty() ? "no cases" : text;
}

}  // namespace plumb::report
