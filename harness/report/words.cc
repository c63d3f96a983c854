#include "harness/report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/base/text.h"

namespace plumb::report {

using scenario::Verdict;

namespace {

struct ClauseCounts {
    int all = 0;
    int judged = 0;
    int of_judgement = 0;
};

ClauseCounts CountClauses(const ReportModel& model, Judgement judgement) {
    ClauseCounts counts;
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            ++counts.all;
            const bool untried =
                clause.judgement == Judgement::kNotRun || clause.judgement == Judgement::kUntested;
            if (!untried) ++counts.judged;
            if (clause.judgement == judgement) ++counts.of_judgement;
        }
    }
    return counts;
}

int Severity(const CaseResult& result) {
    if (!result.verdict) return 4;
    switch (*result.verdict) {
        case Verdict::kFail:
            return result.gated && !result.deviation ? 0 : 1;
        case Verdict::kError:
            return 2;
        case Verdict::kInconclusive:
            return 3;
        case Verdict::kSkipped:
            return result.judged.missing_need ? 3 : 5;
        case Verdict::kObserved:
            return 6;
        case Verdict::kPass:
            return 7;
    }
    return 7;
}

bool IsNoTrouble(std::string_view outcome) {
    return outcome == "quiet" || outcome == "assumed quiet" || outcome == "stopped";
}

}  // namespace

std::string_view WordFor(const std::optional<Verdict>& verdict) {
    return verdict ? scenario::ToString(*verdict) : "not run";
}

std::string_view SignFor(const std::optional<Verdict>& verdict) {
    if (!verdict) return "·";
    switch (*verdict) {
        case Verdict::kPass:
            return "✓";
        case Verdict::kFail:
            return "✗";
        case Verdict::kInconclusive:
            return "?";
        case Verdict::kSkipped:
            return "–";
        case Verdict::kError:
            return "!";
        case Verdict::kObserved:
            return "○";
    }
    return "·";
}

std::string_view SignFor(Judgement judgement) {
    switch (judgement) {
        case Judgement::kNonconformant:
            return "✗";
        case Judgement::kKnownDeviation:
            return kKnownSign;
        case Judgement::kUntested:
        case Judgement::kUndecided:
            return "!";
        case Judgement::kPartial:
            return "?";
        case Judgement::kConformant:
            return "✓";
        case Judgement::kNotRun:
            return "·";
    }
    return "·";
}

std::string_view WordFor(const CaseResult& result) {
    return result.deviation ? kKnownWord : WordFor(result.verdict);
}

std::string_view SignFor(const CaseResult& result) {
    return result.deviation ? kKnownSign : SignFor(result.verdict);
}

std::string Heading(const ReportModel& model) {
    const bool in_doubt = !model.complete && model.judgement != Judgement::kNonconformant;
    if (in_doubt) return "Incomplete";
    std::string word(ToString(model.judgement));
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return word;
}

std::string Headline(const ReportModel& model) {
    const ClauseCounts counts = CountClauses(model, model.judgement);
    const std::string of_judged =
        fmt::format("{} of {}", counts.of_judgement,
                    Plural(static_cast<std::size_t>(counts.judged), "judged clause"));
    switch (model.judgement) {
        case Judgement::kNonconformant:
            return fmt::format("The data flow breaks {}.", of_judged);
        case Judgement::kKnownDeviation:
            return fmt::format(
                "The data flow breaks {}, and only as its list of known deviations says.",
                of_judged);
        case Judgement::kUntested:
            return fmt::format(
                "Nothing that was judged is broken, but no check has a case for {} of {}.",
                counts.of_judgement, Plural(static_cast<std::size_t>(counts.all), "clause"));
        case Judgement::kUndecided:
            return fmt::format(
                "{} could not be judged, because something other than the data "
                "flow broke.",
                of_judged);
        case Judgement::kPartial:
            return fmt::format(
                "Nothing that was judged is broken, but {} could be decided only in "
                "part.",
                of_judged);
        case Judgement::kConformant:
            return counts.judged == counts.all
                       ? fmt::format("All {} clauses hold.", counts.all)
                       : fmt::format(
                             "All {} hold; {} were not run.",
                             Plural(static_cast<std::size_t>(counts.judged), "judged clause"),
                             counts.all - counts.judged);
        case Judgement::kNotRun:
            break;
    }
    return "No case that counts for the gate was judged.";
}

std::string BeyondTheGate(const ReportModel& model) {
    if (model.others == Judgement::kNotRun) return "";
    Counts counts;
    for (const CaseResult& result : model.cases) {
        if (result.gated || !Decides(result) || !result.verdict) continue;
        if (*result.verdict == Verdict::kPass) ++counts.pass;
        if (*result.verdict == Verdict::kFail) ++(result.deviation ? counts.known : counts.fail);
        if (*result.verdict == Verdict::kError) ++counts.error;
        if (*result.verdict == Verdict::kInconclusive) ++counts.inconclusive;
        if (*result.verdict == Verdict::kSkipped) ++counts.missing_need;
    }
    return fmt::format("Beyond the gate, which does not move the verdict: {} ({}).",
                       ToString(model.others), InWords(counts));
}

std::string SyncTrouble(const ReportModel& model) {
    std::map<std::string, int> ends;
    std::size_t syncs = 0;
    const journal::Barrier* first = nullptr;
    for (const RunPart& part : model.runs) {
        syncs += part.barriers.size();
        for (const journal::Barrier& barrier : part.barriers) {
            if (IsNoTrouble(barrier.outcome)) continue;
            ++ends[barrier.outcome];
            if (first == nullptr) first = &barrier;
        }
    }
    std::string text;
    for (const auto& [outcome, count] : ends) {
        const std::string what = outcome == "failed" ? "failed in" : "was " + outcome + " after";
        text += fmt::format("{}{} {} of {}", text.empty() ? "The data flow " : ", ", what, count,
                            Plural(syncs, "sync"));
    }
    if (first == nullptr) return "";
    return fmt::format("{}. Sync {}: {}", text, first->number,
                       first->detail.empty() ? "it did not say why" : first->detail);
}

std::string ConfigurationTrouble(const ReportModel& model) {
    for (const RunPart& part : model.runs) {
        const std::string& before = part.started.dataflow_configuration;
        const std::string after = part.finished ? part.finished->dataflow_configuration : "";
        if (before.empty() || after.empty() || before == after) continue;
        return fmt::format(
            "The data flow was configured anew while run {} went on ({}… at its start, {}… at its "
            "end): not all cases were tried on the same data flow. Run again.",
            part.started.run, before.substr(0, 12), after.substr(0, 12));
    }
    return "";
}

std::string GateInWords(const ReportModel& model) {
    std::string text;
    for (const std::string& basis : model.Run().gate) text += (text.empty() ? "" : ", ") + basis;
    return text.empty() ? "stated, implied, assumed" : text;
}

std::string Duration(double milliseconds) {
    if (milliseconds < 0) return "0 ms";
    if (milliseconds < 1000) return fmt::format("{:.0f} ms", milliseconds);
    const double seconds = milliseconds / 1000;
    if (seconds < 60) return fmt::format("{:.1f} s", seconds);
    const auto whole = static_cast<long long>(std::min(seconds, 1e15));
    if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
    return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

std::string DayAndTime(Milliseconds time) {
    if (time == 0) return "not known";
    const std::string text = FormatTime(time);
    const std::size_t dot = text.rfind('.');
    return ReplaceAll(text.substr(0, dot), "T", " ") + " UTC";
}

std::string TimeOfDay(Milliseconds time) {
    if (time == 0) return "";
    const std::string text = FormatTime(time);
    const std::size_t t = text.find('T');
    return text.substr(t + 1, text.size() - t - 2);
}

std::string Plural(std::size_t count, std::string_view noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::vector<Share> SharesOf(const Counts& counts) {
    const int skipped = counts.missing_need + counts.skipped;
    std::vector<Share> shares{{counts.fail, Verdict::kFail, "fail", false},
                              {counts.known, Verdict::kFail, kKnownWord, true},
                              {counts.error, Verdict::kError, "error", false},
                              {counts.inconclusive, Verdict::kInconclusive, "inconclusive", false},
                              {skipped, Verdict::kSkipped, "skipped", false},
                              {counts.not_run, std::nullopt, "not run", false},
                              {counts.observed, Verdict::kObserved, "observed", false},
                              {counts.pass, Verdict::kPass, "pass", false}};
    std::erase_if(shares, [](const Share& share) { return share.count == 0; });
    return shares;
}

std::string InWords(const deviation::Entry& entry) {
    return fmt::format("excused until {} by {}, {}: {}", entry.expires, entry.owner, entry.ticket,
                       entry.reason);
}

std::string PlaceOf(const ReportModel& model, const deviation::Entry& entry) {
    const std::string& file = model.Run().deviations_file;
    if (entry.line <= 0) return file;
    return fmt::format("{}:{}", file.empty() ? "line " : file, entry.line);
}

std::string ListTrouble(const ReportModel& model) {
    const auto count = static_cast<std::size_t>(
        std::count_if(model.deviations.begin(), model.deviations.end(),
                      [](const DeviationResult& one) { return !one.no_longer.empty(); }));
    if (count == 0) return "";
    return fmt::format("{} of the list of known deviations no longer {}",
                       count == 1 ? "1 entry" : fmt::format("{} entries", count),
                       count == 1 ? "holds" : "hold");
}

std::string UntestedInWords(const ReportModel& model) {
    constexpr std::size_t kNamed = 10;
    std::string text;
    for (std::size_t i = 0; i < std::min(model.untested.size(), kNamed); ++i)
        text +=
            (text.empty() ? "No check of the catalogue has a case for " : ", ") + model.untested[i];
    if (model.untested.size() > kNamed)
        text += fmt::format(" and {} more", model.untested.size() - kNamed);
    return text;
}

std::string_view SignOf(const Share& share) {
    return share.is_known ? kKnownSign : SignFor(share.verdict);
}

const journal::Judged* DecisiveOf(const CaseResult& result) {
    if (result.judged.verdict == "pass") return nullptr;
    for (const journal::Judged& judged : result.judged.expectations) {
        if (judged.verdict == result.judged.verdict) return &judged;
    }
    return nullptr;
}

std::string ReasonOf(const CaseResult& result) {
    return result.verdict ? result.judged.reason : "was planned and never run";
}

std::vector<std::size_t> WorstFirst(const ReportModel& model) {
    std::vector<std::size_t> order(model.cases.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return Severity(model.cases[a]) < Severity(model.cases[b]);
    });
    return order;
}

}  // namespace plumb::report
