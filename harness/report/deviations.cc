#include "harness/report/deviations.h"

#include <fmt/format.h>

#include <algorithm>

namespace plumb::report {

namespace {

using scenario::Verdict;

/// Shards of one run bear the same list.
std::vector<deviation::Entry> EntriesOf(const std::vector<RunPart>& runs) {
    std::vector<deviation::Entry> entries;
    for (const RunPart& run : runs) {
        for (const deviation::Entry& entry : run.started.deviations) {
            if (std::find(entries.begin(), entries.end(), entry) == entries.end())
                entries.push_back(entry);
        }
    }
    return entries;
}

void Apply(CaseResult& result, std::size_t case_index, std::size_t entry_index,
           DeviationResult& known) {
    const deviation::Entry& entry = known.entry;
    if (result.verdict == Verdict::kPass) {
        known.no_longer.push_back(fmt::format("listed but passes: {}", result.planned.id));
        return;
    }
    if (result.verdict != Verdict::kFail) return;
    if (known.expired) {
        known.no_longer.push_back(
            fmt::format("expired on {}: {} still fails", entry.expires, result.planned.id));
    } else if (!entry.IsComplete()) {
        known.no_longer.push_back("not complete, so it excuses nothing: " + result.planned.id);
    } else if (!deviation::Says(result.judged.reason, entry.message)) {
        known.no_longer.push_back(fmt::format("fails with another message: {}: {}",
                                              result.planned.id, result.judged.reason));
    } else {
        known.excuses.push_back(case_index);
        result.deviation = entry_index;
    }
}

}  // namespace

void ApplyDeviations(ReportModel& model) {
    const std::vector<deviation::Entry> entries = EntriesOf(model.runs);
    for (const deviation::Entry& entry : entries) {
        model.deviations.push_back({entry, IsExpired(entry, model.Run().at), {}, {}});
    }
    if (entries.empty()) return;
    for (std::size_t i = 0; i < model.cases.size(); ++i) {
        const auto entry = FindEntry(entries, model.cases[i].planned.id);
        if (entry) Apply(model.cases[i], i, *entry, model.deviations[*entry]);
    }
}

}  // namespace plumb::report
