#include "harness/report/tenant.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>

namespace plumb::report {

namespace {

CensusResult JudgeCensus(const journal::Census& after) {
    CensusResult result{CensusOutcome::kUntouched, after.unread, after};
    if (!after.unread.empty()) {
        result.outcome = CensusOutcome::kUnknown;
    } else if (after.changed + after.vanished + after.appeared > 0) {
        result.outcome = CensusOutcome::kTouched;
    }
    return result;
}

/// What was counted before a run and never compared after it is not known to be untouched.
void AddCensus(const RunPart& run, std::vector<CensusResult>& all) {
    for (const journal::Census& before : run.census) {
        if (before.phase != "before") continue;
        const auto after = std::ranges::find_if(run.census, [&](const journal::Census& one) {
            return one.phase == "after" && one.system == before.system &&
                   one.entity == before.entity;
        });
        if (after != run.census.end()) {
            all.push_back(JudgeCensus(*after));
        } else {
            all.push_back(
                {CensusOutcome::kUnknown, "the run ended before it could compare them", before});
        }
    }
}

void AddPart(std::string& text, int count, std::string_view what,
             const std::vector<std::string>& ids) {
    if (count == 0) return;
    if (!text.empty()) text += ", ";
    text += fmt::format("{} {}", count, what);
    if (ids.empty()) return;
    const bool is_some = ids.size() < static_cast<std::size_t>(count);
    text += fmt::format(" ({}{})", fmt::join(ids, ", "), is_some ? ", …" : "");
}

}  // namespace

std::string_view ToString(CensusOutcome outcome) {
    switch (outcome) {
        case CensusOutcome::kUntouched:
            return "untouched";
        case CensusOutcome::kTouched:
            return "touched";
        case CensusOutcome::kUnknown:
            return "unknown";
    }
    return "";
}

std::string InWords(const CensusResult& census) {
    const std::string place = fmt::format("{} {}", census.seen.system, census.seen.entity);
    switch (census.outcome) {
        case CensusOutcome::kUntouched:
            return "";
        case CensusOutcome::kUnknown:
            return fmt::format(
                "Whether records of {} that are not the run's were changed is not known: {}", place,
                census.why);
        case CensusOutcome::kTouched:
            break;
    }
    std::string parts;
    AddPart(parts, census.seen.changed, "changed", census.seen.changed_ids);
    AddPart(parts, census.seen.vanished, "vanished", census.seen.vanished_ids);
    AddPart(parts, census.seen.appeared, "appeared", census.seen.appeared_ids);
    return fmt::format(
        "Of the records of {} that are not the run's, {} meanwhile: not ours or not "
        "proven",
        place, parts);
}

std::string InWords(const journal::LeftBehind& left) {
    return fmt::format("{} {}{}: {}", left.record, left.how,
                       left.url.empty() ? "" : " (" + left.url + ")", left.why);
}

std::vector<std::string> TenantInWords(const ReportModel& model) {
    std::vector<std::string> all;
    for (const journal::LeftBehind& left : model.left) all.push_back(InWords(left));
    for (const CensusResult& census : model.census) {
        if (std::string words = InWords(census); !words.empty()) all.push_back(std::move(words));
    }
    return all;
}

void ListTenant(ReportModel& model) {
    for (const RunPart& run : model.runs) {
        std::ranges::copy(run.left, std::back_inserter(model.left));
        AddCensus(run, model.census);
    }
    for (std::string& words : TenantInWords(model)) model.notes.push_back({std::move(words), true});
}

}  // namespace plumb::report
