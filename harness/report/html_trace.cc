#include "harness/report/html_trace.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/html_text.h"
#include "harness/report/trace.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

constexpr std::size_t kLinesAtMost = 400;
constexpr std::size_t kCasesAtMost = 24;
constexpr std::size_t kBytesOfMatrix = 250'000;

std::string CaseLink(const CaseResult& result, std::string_view text) {
    return fmt::format(R"(<a href="#{}">{}</a>)", Text(Anchor("case:", result.planned.id)),
                       Text(text, 200));
}

std::string ClauseLink(const std::string& id) {
    return fmt::format(R"(<a href="#{}"><code>{}</code></a>)", Text(Anchor("clause:", id)),
                       Text(id));
}

std::string More(std::size_t count, std::size_t shown) {
    return count > shown ? fmt::format(" and {} more", count - shown) : "";
}

// --- known deviations ---------------------------------------------------------------------------

std::string WhatCameOfIt(const ReportModel& model, const DeviationResult& known) {
    std::string html;
    for (std::size_t i = 0; i < std::min(known.no_longer.size(), kCasesAtMost); ++i)
        html += R"(<div class="fail"><b>)" + Text(known.no_longer[i], 400) + "</b></div>";
    html += More(known.no_longer.size(), kCasesAtMost);
    if (!known.excuses.empty())
        html += "excuses " +
                CaseLink(model.cases[known.excuses.front()], Plural(known.excuses.size(), "case"));
    return html.empty() ? "none of its cases was judged here" : html;
}

std::string DeviationRow(const ReportModel& model, const DeviationResult& known) {
    const deviation::Entry& entry = known.entry;
    return fmt::format(
        R"(<tr><td><code>{}</code><div class="where">{}</div><td>{}<div class="where">{}</div>)"
        "<td>{}<br>{}<td>{}<td>{}\n",
        Text(entry.cases), Text(PlaceOf(model, entry)), Text(entry.reason),
        entry.message.empty() ? "" : "its message: " + Text(entry.message), Text(entry.owner),
        Text(entry.ticket), Text(entry.expires), WhatCameOfIt(model, known));
}

// --- the matrix ---------------------------------------------------------------------------------

std::string Caught(const CheckResult& check) {
    if (!check.caught) return "not measured";
    if (check.caught->empty()) return "<b>unproven</b>: it has caught no defect";
    std::string html;
    for (std::size_t i = 0; i < std::min(check.caught->size(), kCasesAtMost); ++i)
        html += (i > 0 ? ", " : "") + Text((*check.caught)[i], 100);
    return html + More(check.caught->size(), kCasesAtMost);
}

std::string CasesOf(const ReportModel& model, const Trace& trace) {
    std::string html;
    for (std::size_t i = 0; i < std::min(trace.cases.size(), kCasesAtMost); ++i) {
        const CaseResult& result = model.cases[trace.cases[i]];
        html +=
            fmt::format(R"({}<span class="{}">{}</span> {})", i > 0 ? ", " : "", ColourOf(result),
                        SignFor(result), CaseLink(result, result.planned.variant));
    }
    return html + More(trace.cases.size(), kCasesAtMost);
}

std::string ClauseCell(const ReportModel& model, const ClauseResult& clause) {
    const std::string line = clause.line > 0 ? fmt::format("line {}", clause.line) : "";
    return fmt::format(R"({} {}<div class="where">{} · {}</div>)", Text(clause.sentence),
                       Pill(clause.judgement), ClauseLink(clause.id), line) +
           R"(<div class="where">)" + Evidence(model, clause) + "</div>";
}

std::string OtherRow(const checklist::OtherSentence& other) {
    return fmt::format(
        R"(<tr><td>{}<div class="where">line {}</div><td colspan="2" class="nothing">)"
        "{}\n",
        Text(other.sentence), other.line, Text(other.why));
}

std::string Matrix(const ReportModel& model) {
    std::string html =
        R"(<table class="matrix"><caption>From sentence to cases</caption><thead><tr>)"
        R"(<th scope="col">Sentence and clause<th scope="col">Check<th scope="col">Cases)"
        "</thead><tbody>\n";
    const ClauseResult* last = nullptr;
    for (const Trace& trace : TracesOf(model)) {
        if (html.size() > kBytesOfMatrix)
            return html + R"(<tr><td colspan="3" class="nothing">More, in traceability.csv.)" +
                   "</tbody></table>\n";
        if (trace.other != nullptr) {
            html += OtherRow(*trace.other);
            continue;
        }
        const bool again = trace.clause == last;
        last = trace.clause;
        html += "<tr><td>" + (again ? "" : ClauseCell(model, *trace.clause));
        if (trace.check == nullptr) {
            html += "<td><td>";
            continue;
        }
        html += fmt::format(R"(<td><code>{}</code><div class="where">{}</div><td>{})"
                            "\n",
                            Text(trace.check->check), InWords(trace.counts), CasesOf(model, trace));
    }
    return html + "</tbody></table>\n";
}

std::string WayBack(const ReportModel& model) {
    std::string html =
        R"(<h3>From checks back to clauses</h3><table class="matrix"><caption>From checks back to )"
        R"(clauses</caption><thead><tr><th scope="col">Check<th scope="col">Clauses)"
        R"(<th scope="col">Defects that it has caught</thead><tbody>)";
    for (std::size_t i = 0; i < std::min(model.checks.size(), kLinesAtMost); ++i) {
        const CheckResult& check = model.checks[i];
        html +=
            fmt::format(R"(<tr><td><code>{}</code><div class="where">{} · {}</div><td>)",
                        Text(check.check), scenario::ToString(check.basis), InWords(check.counts));
        for (std::size_t c = 0; c < std::min(check.clauses.size(), kCasesAtMost); ++c)
            html += (c > 0 ? "<br>" : "") + ClauseLink(check.clauses[c]);
        html += More(check.clauses.size(), kCasesAtMost) + "<td>" + Caught(check) + "\n";
    }
    return html + "</tbody></table>\n";
}

}  // namespace

std::string HtmlDeviations(const ReportModel& model) {
    if (model.deviations.empty()) return "";
    std::string html =
        "<h2 id=\"deviations\">Known deviations</h2>\n<p class=\"lead\">Failures that somebody "
        "answers for until a day. They do not move the exit status, and no clause holds because "
        "of them; an entry that no longer holds fails the run.</p>\n";
    html +=
        R"(<table class="open"><caption>Known deviations</caption><thead><tr><th scope="col">Case)"
        R"(<th scope="col">Reason<th scope="col">Owner and ticket<th scope="col">Until)"
        R"(<th scope="col">In this run</thead><tbody>)";
    for (std::size_t i = 0; i < std::min(model.deviations.size(), kLinesAtMost); ++i)
        html += DeviationRow(model, model.deviations[i]);
    return html + "</tbody></table>\n";
}

std::string HtmlTraceability(const ReportModel& model) {
    return "<h2 id=\"traceability\">Traceability</h2>\n<p class=\"lead\">From each sentence of the "
           "document to its clause, its checks, their cases and verdicts, and back. The same as a "
           "table: traceability.csv.</p>\n<details><summary>Show the matrix</summary>" +
           Matrix(model) + WayBack(model) + "</details>\n";
}

}  // namespace plumb::report
