#include "harness/report/remedy.h"

#include <array>
#include <string_view>
#include <utility>

#include "harness/base/text.h"

namespace plumb::report {

namespace {

using scenario::Verdict;

/// In the order in which they are looked for: a control that did not arrive may be due to any need.
constexpr std::array<std::pair<std::string_view, std::string_view>, 10> kRemedies{{
    {"(429)", "a key that nothing else uses up, or a slower data flow; then repeat"},
    {"failed this sync",
     "a data flow whose syncs end without failure; the report says how they ended"},
    {"control edit",
     "see why the control edits do not arrive (the failures of keep-in-sync say more), then "
     "repeat"},
    {"could carry a control",
     "a pair that is kept in sync: list a property in the checklist, or set "
     "when_no_properties: merge-keys"},
    {"link",
     "name the data flow's link table in the target (dataflow: links), or keep a pair in "
     "sync so that a probe can show the link"},
    {"write", "a target whose requests can be read: the mocks log every one"},
    {"fault", "a target that can inject faults: the mocks can"},
    {"restart", "say in the target how the data flow is restarted (dataflow: restart)"},
    {"busy", "a longer deadline for a sync, or a data flow that comes to rest"},
    {"page", "a higher --page-limit, or a tenant that may hold so many records"},
}};

}  // namespace

std::string RemedyFor(const CaseResult& result) {
    if (!Decides(result)) return "";
    if (!result.verdict) return "let the run reach its end";
    if (*result.verdict == Verdict::kPass || *result.verdict == Verdict::kFail) return "";
    if (*result.verdict == Verdict::kError) {
        return "repair what the reason names (it is not the data flow's fault), then repeat";
    }
    const std::string reason = ToLower(result.judged.reason);
    for (const auto& [word, remedy] : kRemedies) {
        if (reason.find(word) != std::string::npos) return std::string(remedy);
    }
    return result.judged.missing_need ? "a target that offers what the reason names"
                                      : "repeat the case alone and read its timeline";
}

}  // namespace plumb::report
