#include "harness/report/html_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "harness/report/curl.h"
#include "harness/report/field_diff.h"
#include "harness/report/html_text.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

using scenario::Verdict;

constexpr std::size_t kOpenAtFirst = 12;
constexpr std::size_t kRowsAtMost = 60;

bool Matters(const CaseResult& result) {
    return result.verdict &&
           (*result.verdict == Verdict::kFail || *result.verdict == Verdict::kError ||
            *result.verdict == Verdict::kInconclusive);
}

std::string MoreRows(std::size_t count, int columns) {
    if (count <= kRowsAtMost) return "";
    return fmt::format(R"(<tr><td colspan="{}" class="nothing">{} more, in the journal)", columns,
                       count - kRowsAtMost);
}

// --- the parts of a case ------------------------------------------------------------------------

std::string Expectations(const CaseResult& result) {
    const auto& expectations = result.judged.expectations;
    if (expectations.empty()) return "";
    std::string html =
        "<h4>Expected and seen</h4><table class=\"told\"><caption>Expected and "
        "seen</caption><thead><tr>"
        R"(<th scope="col">Expectation<th scope="col">Expected<th scope="col">Seen)"
        R"(<th scope="col">Verdict</thead><tbody>)";
    for (std::size_t i = 0; i < std::min(expectations.size(), kRowsAtMost); ++i) {
        const journal::Judged& judged = expectations[i];
        html += fmt::format("<tr><td>{}<td>{}<td>{}<td>{}", Text(judged.expectation),
                            Text(judged.expected), Text(judged.seen),
                            Pill(scenario::ParseVerdict(judged.verdict)));
    }
    return html + MoreRows(expectations.size(), 4) + "</tbody></table>";
}

std::string Cell(const std::optional<std::string>& value, std::string_view colour) {
    if (!value) return R"(<td class="nil">not there)";
    return fmt::format(R"(<td class="{}">{})", colour, Text(*value, 600));
}

std::string Diff(const journal::Judged& judged) {
    if (judged.before.is_null() && judged.after.is_null()) return "";
    const FieldDiff diff = CompareFields(judged.before, judged.after);
    std::string html =
        fmt::format("<h4>Record before and after: {}</h4>", Text(judged.expectation, 200));
    if (diff.changes.empty()) {
        return html + fmt::format("<p class=\"nothing\">All {} are the same.</p>",
                                  Plural(static_cast<std::size_t>(diff.same), "field"));
    }
    html +=
        R"(<table class="diff"><caption>Fields that changed</caption><thead><tr><th scope="col">)"
        R"(Field<th scope="col">Before<th scope="col">After</thead><tbody>)";
    for (std::size_t i = 0; i < std::min(diff.changes.size(), kRowsAtMost); ++i) {
        const FieldChange& change = diff.changes[i];
        html += fmt::format("<tr><td>{}{}{}", Text(change.path, 300), Cell(change.before, "was"),
                            Cell(change.after, "now"));
    }
    html += MoreRows(diff.changes.size(), 3) + "</tbody></table>";
    if (diff.same > 0) {
        html += fmt::format(R"(<p class="where">{} did not change.</p>)",
                            Plural(static_cast<std::size_t>(diff.same), "other field"));
    }
    return html;
}

std::string Timeline(const CaseResult& result) {
    const auto& timeline = result.judged.timeline;
    if (timeline.empty()) return "";
    std::string html =
        R"(<h4>Timeline</h4><table class="time"><caption>Timeline</caption><thead><tr>)"
        R"(<th scope="col">Time<th scope="col">Source<th scope="col">Sync<th scope="col">Target)"
        "</thead><tbody>";
    for (std::size_t i = 0; i < std::min(timeline.size(), kRowsAtMost); ++i) {
        const journal::Moment& moment = timeline[i];
        const std::string text = Text(moment.text, 600);
        html += "<tr><td>" + TimeOfDay(moment.at);
        if (moment.lane == "source") {
            html += R"(<td class="lane">)" + text + "<td><td>";
        } else if (moment.lane == "sync") {
            html += R"(<td><td class="sync">)" + text + "<td>";
        } else if (moment.lane == "target") {
            html += R"(<td><td><td class="lane">)" + text;
        } else {
            html += R"(<td colspan="3" class="said">)" + text;
        }
    }
    return html + MoreRows(timeline.size(), 4) + "</tbody></table>";
}

std::string OneExchange(const journal::Exchange& exchange) {
    const std::string status = exchange.status == 0 ? "no answer" : std::to_string(exchange.status);
    std::string html = fmt::format(
        R"(<details class="sent"><summary><code>{} {}</code> → {}<span class="where">{} · {} · {} )"
        R"(· {}</span></summary><pre>{}</pre>)",
        Text(exchange.method, 20), Text(exchange.url, 300), status, exchange.number,
        Text(exchange.who, 40), Text(exchange.purpose, 80), Duration(exchange.took_ms),
        Block(CurlLine(exchange)));
    if (!exchange.response.empty()) html += "<pre>" + Block(exchange.response) + "</pre>";
    return html + "</details>";
}

std::string Exchanges(const ReportModel& model, const CaseResult& result) {
    if (result.exchanges.empty()) return "";
    std::string html = "<h4>Requests, as curl commands, and answers</h4>";
    for (std::size_t i = 0; i < std::min(result.exchanges.size(), kRowsAtMost); ++i) {
        html += OneExchange(model.exchanges[result.exchanges[i]]);
    }
    if (result.exchanges.size() > kRowsAtMost) {
        html += fmt::format(R"(<p class="nothing">{} more, in the journal.</p>)",
                            result.exchanges.size() - kRowsAtMost);
    }
    return html;
}

using ClausesById = std::map<std::string, const ClauseResult*>;

std::string Claims(const CaseResult& result, const ClausesById& clauses) {
    std::string html;
    for (const std::string& id : result.planned.clauses) {
        const auto found = clauses.find(id);
        const bool known = found != clauses.end() && !found->second->sentence.empty();
        const std::string line =
            known && found->second->line > 0 ? fmt::format(", line {}", found->second->line) : "";
        const std::string where =
            fmt::format(R"(<span class="where"><a href="#{}">{}</a>{}</span>)",
                        Text(Anchor("clause:", id)), Text(id), line);
        if (known && Matters(result)) {
            html += fmt::format(R"(<blockquote class="claim">{}{})", Text(found->second->sentence),
                                where) +
                    "</blockquote>";
        } else {
            html += "<p>" + where + "</p>";
        }
    }
    return html;
}

std::string Head(const ReportModel& model, const CaseResult& result, bool open) {
    std::string why = Text(ReasonOf(result), 500);
    if (!result.judged.confirmed.empty()) {
        why += " <b>" + Text(result.judged.confirmed, 60) + "</b>";
    }
    if (result.deviation)
        why += "<br>" + Text(InWords(model.deviations[*result.deviation].entry), 600);
    const bool passed = result.verdict == Verdict::kPass;
    const std::string_view basis = scenario::ToString(result.basis);
    return fmt::format(
        R"(<details class="case {0}" id="{1}" data-v="{0}" data-b="{2}"{3}><summary>{4})"
        R"(<span class="name">{5}<code>{6}</code></span>)"
        R"(<span class="badge{7}">{2}</span>{8}</summary><div class="in">)",
        ColourOf(result), Text(Anchor("case:", result.planned.id)), basis, open ? " open" : "",
        Pill(result), Text(result.planned.summary, 400), Text(result.planned.id, 300),
        result.gated ? "" : " apart", passed ? "" : R"(<span class="why">)" + why + "</span>");
}

std::string Steps(const CaseResult& result) {
    if (result.planned.steps.empty() || !Matters(result)) return "";
    std::string html = R"(<h4>What the case does</h4><ol class="steps">)";
    for (const std::string& step : result.planned.steps) html += "<li>" + Text(step, 300);
    return html + "</ol>";
}

std::string Repeat(const CaseResult& result) {
    return fmt::format(R"(<h4>Repeat just this case</h4><pre class="repeat">{}</pre>)",
                       Block(result.repeat, 1000));
}

// --- what fits ----------------------------------------------------------------------------------

struct Parts {
    std::string head;
    std::string judged;
    std::string evidence;
    std::string repeat;
};

constexpr std::string_view kLeftOut =
    R"(<p class="nothing">The evidence is in the journal; it is left out here to keep this page )"
    "small. A report of the repeated case shows it.</p>";

class Room final {
  public:
    explicit Room(std::size_t bytes) : left_(bytes) {}

    bool IsUsedUp() const { return left_ < 1000; }
    bool Take(const std::string& html) {
        if (html.size() > left_) return false;
        left_ -= html.size();
        return true;
    }

  private:
    std::size_t left_;
};

std::string WhatWasSeen(const CaseResult& result) {
    std::string html = Expectations(result);
    for (const journal::Judged& judged : result.judged.expectations) html += Diff(judged);
    return html;
}

}  // namespace

std::string HtmlCases(const ReportModel& model, std::size_t max_bytes) {
    ClausesById clauses;
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) clauses[clause.id] = &clause;
    }
    const std::vector<std::size_t> order = WorstFirst(model);
    std::vector<Parts> parts(order.size());
    std::size_t heads = 0;
    for (std::size_t i = 0; i < order.size(); ++i) {
        const CaseResult& result = model.cases[order[i]];
        parts[i].head =
            Head(model, result, i < kOpenAtFirst && Matters(result)) + Claims(result, clauses);
        parts[i].repeat = Repeat(result) + "</div></details>\n";
        // Either of the other parts may have to be left out, which is said.
        heads += parts[i].head.size() + parts[i].repeat.size() + 2 * kLeftOut.size();
    }
    Room room(max_bytes > heads ? max_bytes - heads : 0);
    const auto fill = [&](std::string Parts::*part, auto&& render) {
        for (std::size_t i = 0; i < order.size(); ++i) {
            // Once the room is used up nothing more is rendered in vain.
            std::string html = room.IsUsedUp() ? "" : render(model.cases[order[i]]);
            const bool fits = !room.IsUsedUp() && room.Take(html);
            parts[i].*part = fits ? std::move(html) : std::string(kLeftOut);
        }
    };
    fill(&Parts::judged, WhatWasSeen);
    fill(&Parts::evidence, [&](const CaseResult& result) {
        return Timeline(result) + Steps(result) + Exchanges(model, result);
    });
    std::string html;
    for (const Parts& part : parts) {
        html += part.head + part.judged + part.evidence + part.repeat;
    }
    return html;
}

}  // namespace plumb::report
