#include "harness/report/outlay.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/report/html_text.h"

namespace plumb::report {

namespace {

constexpr int kTooManyRequests = 429;
constexpr double kMinute = 60'000;

/// Nothing when a part of the run was not foreseen. Shards have targets of their own.
std::optional<journal::Outlay> Predicted(const ReportModel& model) {
    journal::Outlay sum;
    for (const RunPart& run : model.runs) {
        if (!run.started.predicted) return std::nullopt;
        const journal::Outlay& one = *run.started.predicted;
        sum.syncs += one.syncs;
        sum.requests += one.requests;
        sum.writes += one.writes;
        sum.deletions += one.deletions;
        sum.records = std::max(sum.records, one.records);
        sum.minutes = std::max(sum.minutes, one.minutes);
    }
    return sum;
}

journal::Outlay Happened(const ReportModel& model) {
    journal::Outlay sum;
    for (const RunPart& run : model.runs) {
        sum.syncs += static_cast<int>(run.barriers.size());
        for (const journal::Barrier& barrier : run.barriers)
            sum.records = std::max(sum.records, barrier.records);
    }
    for (const journal::Exchange& exchange : model.exchanges) {
        if (exchange.who != "harness") continue;
        sum.requests += 1;
        sum.writes += exchange.act == "create" || exchange.act == "edit" ? 1 : 0;
        sum.deletions += exchange.act == "delete" ? 1 : 0;
    }
    double in_syncs = 0;
    for (const RunPart& run : model.runs) {
        for (const journal::Barrier& barrier : run.barriers) in_syncs += barrier.took_ms;
    }
    sum.minutes = (static_cast<double>(model.end - model.begin) - in_syncs) / kMinute;
    return sum;
}

std::string InMinutes(double minutes) {
    return minutes > 0 ? fmt::format("{:.1f}", minutes) : "–";
}

}  // namespace

std::vector<OutlayLine> OutlayOf(const ReportModel& model) {
    const auto predicted = Predicted(model);
    if (!predicted) return {};
    const journal::Outlay happened = Happened(model);
    const auto slowed =
        std::ranges::count(model.exchanges, kTooManyRequests, &journal::Exchange::status);
    const auto line = [](std::string what, int foreseen, int seen) {
        return OutlayLine{std::move(what), fmt::format("{}", foreseen), fmt::format("{}", seen)};
    };
    return {
        line("syncs", predicted->syncs, happened.syncs),
        line("requests of Plumb", predicted->requests, happened.requests),
        line("of these, creations and edits", predicted->writes, happened.writes),
        line("of these, deletions", predicted->deletions, happened.deletions),
        line("records of the run alive at most", predicted->records, happened.records),
        {"minutes, without the data flow's syncs", InMinutes(predicted->minutes),
         fmt::format("{:.1f}", happened.minutes)},
        {"answers 429 to Plumb", "0", fmt::format("{}", slowed)},
    };
}

std::string HtmlOutlay(const ReportModel& model) {
    const std::vector<OutlayLine> lines = OutlayOf(model);
    if (lines.empty()) return "";
    std::string html =
        R"(<h2 id="outlay">What the run took</h2><p class="lead">What the plan foresaw, from its )"
        R"(cases alone, and what happened. Records of others, retries and failed cases that were )"
        R"(repeated are not foreseen; minutes are those of the requests at the systems' rate )"
        R"(limits, and of waiting for time stamps and replicas.</p><table class="open"><caption>What the run )"
        R"(took</caption><thead><tr><th scope="col">What<th scope="col">Foreseen<th scope="col">)"
        R"(Happened</thead><tbody>)"
        "\n";
    for (const OutlayLine& line : lines) {
        html += fmt::format(R"(<tr><td>{}<td class="num">{}<td class="num">{})"
                            "\n",
                            Text(line.what), line.predicted, line.happened);
    }
    return html + "</tbody></table>\n";
}

std::string MarkdownOutlay(const ReportModel& model) {
    const std::vector<OutlayLine> lines = OutlayOf(model);
    if (lines.empty()) return "";
    std::string text =
        "\n<details><summary>What the run took</summary>\n\n| What | Foreseen | Happened |\n"
        "|---|---|---|\n";
    for (const OutlayLine& line : lines)
        text += fmt::format("| {} | {} | {} |\n", line.what, line.predicted, line.happened);
    return text + "\n</details>\n";
}

}  // namespace plumb::report
