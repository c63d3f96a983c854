#include "harness/plan/text.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/scenario/wording.h"

namespace plumb::plan {

namespace {

std::string Plural(int count, std::string_view word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

std::string InWords(const Cost& cost) {
    std::string line = fmt::format(
        "about {}, among them {} and {}, at most {} alive", Plural(cost.requests, "request"),
        fmt::format("{} creations and edits", cost.writes), Plural(cost.deletions, "deletion"),
        Plural(cost.records_alive, "record"));
    if (cost.minutes > 0)
        line += fmt::format("; {:.1f} minutes at the systems' rate limits, and the time of the data flow's syncs", cost.minutes);
    return line;
}

}  // namespace

std::string CaseLines(const Plan& plan, bool steps) {
    std::string text;
    for (const Case& one : plan.cases) {
        text += fmt::format("{}  {}  {}", one.id, scenario::ToString(one.basis), one.summary);
        if (one.skip) text += fmt::format("  [skipped: {}]", one.skip->reason);
        text += '\n';
        if (!steps) continue;
        for (const scenario::Step& step : one.steps) {
            text += fmt::format("    {}{}\n", step.appended ? "probe: " : "", Describe(step));
        }
    }
    return text;
}

std::string CostLine(const Plan& plan) {
    const auto skipped =
        static_cast<int>(std::count_if(plan.cases.begin(), plan.cases.end(),
                                       [](const Case& one) { return one.skip.has_value(); }));
    return fmt::format("{} ({} skipped) in {}: {}, {}\n",
                       Plural(static_cast<int>(plan.cases.size()), "case"), skipped,
                       Plural(static_cast<int>(plan.waves.size()), "wave"),
                       Plural(plan.cost.syncs, "sync"), InWords(plan.cost));
}

std::string OutlookLines(const Plan& plan) {
    std::string text = CostLine(plan);
    for (const ClauseOutlook& clause : plan.outlook) {
        text +=
            fmt::format("{}: {}, {}\n", clause.clause, Plural(clause.cases, "case"), clause.how);
        for (const std::string& missing : clause.missing) {
            text += fmt::format("    missing: {}\n", missing);
        }
    }
    return text;
}

}  // namespace plumb::plan
