#include "harness/report/html_front.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/report/exit_status.h"
#include "harness/report/html_text.h"
#include "harness/report/trace.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

constexpr std::size_t kListAtMost = 200;

// --- the first page -----------------------------------------------------------------------------

std::string Verdicts(const ReportModel& model) {
    const bool doubt = !model.complete && model.judgement != Judgement::kNonconformant;
    const Judgement shown = doubt ? Judgement::kUndecided : model.judgement;
    std::string html = fmt::format(
        R"(<div class="verdict {}"><span class="sign" aria-hidden="true">{}</span><div>)"
        R"(<p class="word">{}</p><p>{}</p><p class="small">{} Gate: {}. Exit status {}: {}.</p>)"
        "</div></div>\n",
        ColourOf(shown), SignFor(shown), Heading(model), Headline(model),
        Text(BeyondTheGate(model)), Text(GateInWords(model)), model.exit_status,
        ExplainExitStatus(model.exit_status));
    if (!model.complete) {
        html += fmt::format(
            R"(<p class="warn error"><b>The run did not reach its end:</b> {}. What it left behind )"
            "is shown; cases that were not run are grey.</p>\n",
            Text(model.incomplete_why));
    }
    for (const std::string& trouble : {ListTrouble(model), UntestedInWords(model)}) {
        if (!trouble.empty()) html += "<p class=\"warn fail\">" + Text(trouble, 1000) + ".</p>\n";
    }
    for (const std::string& trouble : {SyncTrouble(model), ConfigurationTrouble(model)}) {
        if (!trouble.empty()) html += "<p class=\"warn\">" + Text(trouble, 1000) + "</p>\n";
    }
    return html;
}

std::string Shares(const ReportModel& model) {
    std::string bar = R"(<div class="bar" aria-hidden="true">)";
    std::string legend = R"(<ul class="legend" aria-label="Cases by verdict">)";
    for (const Share& share : SharesOf(model.counts)) {
        // flex-grow by a class would need one class per number; the policy allows inline style.
        bar += fmt::format(R"(<span class="{}" style="flex-grow:{}"></span>)", ColourOf(share),
                           share.count);
        legend += fmt::format(R"(<li class="{}"><i aria-hidden="true">{}</i><b>{}</b> {})",
                              ColourOf(share), SignOf(share), share.count, share.word);
    }
    return bar + "</div>\n" + legend + "</ul>\n";
}

std::string Fact(std::string_view name, const std::string& html, bool wide = false) {
    if (html.empty()) return "";
    return fmt::format("<div{}><dt>{}</dt><dd>{}</dd></div>\n", wide ? " class=\"wide\"" : "", name,
                       html);
}

std::string Systems(const journal::RunStarted& run) {
    std::string text = run.mock ? "built-in mocks" : "live tenants";
    for (const journal::SystemSeen& system : run.systems) {
        text += "; " + system.id + " on ";
        for (std::size_t i = 0; i < system.hosts.size(); ++i) {
            text += (i > 0 ? ", " : "") + system.hosts[i];
        }
    }
    return text;
}

std::string DocumentFact(const ReportModel& model) {
    if (model.document.empty()) return "none: the checklist was written by hand";
    return fmt::format(R"({} <span class="where">generated {}<br><code>sha256 {}</code></span>)",
                       Text(model.document), Text(model.document_generated),
                       Text(model.document_sha256));
}

std::string DataflowFact(const journal::RunStarted& run) {
    if (run.dataflow_configuration.empty()) return Text(run.dataflow);
    return fmt::format(R"({} <span class="where">configuration<br><code>sha256 {}</code></span>)",
                       Text(run.dataflow), Text(run.dataflow_configuration));
}

std::string Facts(const ReportModel& model) {
    const journal::RunStarted& run = model.Run();
    std::string shards;
    for (const RunPart& part : model.runs) {
        if (model.runs.size() < 2 && part.started.shard.empty()) break;
        shards += (shards.empty() ? "" : ", ") + part.started.run;
        if (!part.started.shard.empty()) shards += " (shard " + part.started.shard + ")";
    }
    int syncs = 0;
    for (const RunPart& part : model.runs) syncs += static_cast<int>(part.barriers.size());
    return "<dl class=\"facts\">\n" + Fact("Document", DocumentFact(model)) +
           Fact("Data flow", DataflowFact(run)) + Fact("Systems", Text(Systems(run))) +
           Fact("Run", fmt::format("{}, seed {}, {}", Text(run.run), run.seed,
                                   Plural(static_cast<std::size_t>(syncs), "sync"))) +
           Fact("Started", DayAndTime(model.begin)) +
           Fact("Ended", DayAndTime(model.end) +
                             fmt::format(R"( <span class="where">after {}</span>)",
                                         Duration(static_cast<double>(model.end - model.begin)))) +
           Fact("Tester", Text(run.tester)) + Fact("Plumb", Text(run.version)) +
           Fact("Shards", Text(shards)) +
           Fact("Reproduce", "<code class=\"repeat\">" + Text(run.command) + "</code>", true) +
           "</dl>\n";
}

// --- clauses ------------------------------------------------------------------------------------

std::string Bases(const ClauseResult& clause) {
    std::string html = R"(<div class="badges">)";
    for (const BasisResult& basis : clause.bases) {
        if (basis.basis == scenario::Basis::kObserved) {
            html += fmt::format(R"(<span class="badge apart seen" title="{}">○ observed</span>)",
                                InWords(basis.counts));
            continue;
        }
        html += fmt::format(
            R"(<span class="badge {}{}" title="{}{}">{} {}<span class="sr"> {}</span></span>)",
            ColourOf(basis.judgement), basis.gated ? "" : " apart", InWords(basis.counts),
            basis.gated ? "" : "; beyond the gate", SignFor(basis.judgement),
            scenario::ToString(basis.basis), ToString(basis.judgement));
    }
    return html + "</div>";
}

std::string ClauseRow(const ReportModel& model, const ClauseResult& clause) {
    std::string cases = InWords(clause.counts);
    if (!clause.cases.empty()) {
        const std::string& first = model.cases[clause.cases.front()].planned.id;
        cases = fmt::format(R"(<a href="#{}" data-clause="{}">{}</a>)",
                            clause.cases.size() > 1 ? "cases" : Text(Anchor("case:", first)),
                            Text(clause.id), cases);
    }
    if (!clause.not_counted.empty()) {
        const std::size_t count = clause.not_counted.size();
        cases += fmt::format("<br>{} of them {} not count", count, count == 1 ? "does" : "do");
    }
    cases += "<br>" + Evidence(model, clause);
    const std::string line = clause.line > 0 ? fmt::format(" · line {}", clause.line) : "";
    return fmt::format(
        R"(<tr id="{}"><td>{}<td>{}<div class="id"><code>{}</code>{}</div><td>{}<td class="num">{})"
        "\n",
        Text(Anchor("clause:", clause.id)), Pill(clause.judgement), Text(clause.sentence),
        Text(clause.id), line, Bases(clause), cases);
}

std::string Clauses(const ReportModel& model) {
    std::string html =
        "<h2 id=\"clauses\">Clauses</h2>\n<p class=\"lead\">What the document claims, sentence by "
        "sentence. The verdict is that of the gated bases; a dashed badge is judged too and does "
        "not move it.</p>\n";
    for (const FlowResult& flow : model.flows) {
        html += fmt::format(
            R"(<h3>{} {}</h3>{}<table class="clauses"><caption>Clauses of {}</caption><thead><tr>)"
            R"(<th scope="col">Verdict<th scope="col">Clause<th scope="col">By basis)"
            R"(<th scope="col">Cases and evidence</thead><tbody>)",
            Text(flow.title), Pill(flow.judgement),
            flow.lists_no_property ? "<p class=\"where\">The document lists no property for this "
                                     "flow.</p>"
                                   : "",
            Text(flow.title));
        for (const ClauseResult& clause : flow.clauses) html += ClauseRow(model, clause);
        html += "</tbody></table>\n";
    }
    return html;
}

// --- beside the verdicts ------------------------------------------------------------------------

std::string Assumptions(const ReportModel& model) {
    if (model.assumptions.empty()) return "";
    std::string html =
        "<h2>Assumptions</h2>\n<p class=\"lead\">Where the document is silent, these readings were "
        "decided on. They are never the document's word.</p><ul class=\"list\">";
    for (const Assumption& assumption : model.assumptions) {
        html += fmt::format("<li>{} <span class=\"where\"><code>{}</code>{}</span>",
                            Text(assumption.sentence), Text(assumption.clause),
                            assumption.line > 0 ? fmt::format(", line {}", assumption.line) : "");
        html += fmt::format("<br>Read as ({}):<ul class=\"list\">",
                            Plural(static_cast<std::size_t>(assumption.cases), "case"));
        for (std::size_t i = 0; i < std::min<std::size_t>(assumption.readings.size(), 8); ++i) {
            html += "<li>" + Text(assumption.readings[i], 400);
        }
        html += "</ul>";
    }
    return html + "</ul>\n";
}

std::string NotDecided(const ReportModel& model) {
    if (model.undecided.empty()) return "";
    std::string html =
        "<h2>What could not be decided</h2>\n<table class=\"open\"><caption>What could not be "
        "decided</caption>"
        R"(<thead><tr><th scope="col">Clause<th scope="col">Why<th scope="col">)"
        R"(What would make it decidable<th scope="col">Cases</thead><tbody>)";
    std::size_t rows = 0;
    for (const Undecided& undecided : model.undecided) {
        if (++rows > kListAtMost) break;
        const std::string& first = model.cases[undecided.cases.front()].planned.id;
        html += fmt::format(
            R"(<tr><td><a href="#{}"><code>{}</code></a>{}<td>{}<td>{}<td><a href="#{}">{}</a>)",
            Text(Anchor("clause:", undecided.clause)), Text(undecided.clause),
            undecided.gated ? "" : "<br><span class=\"where\">beyond the gate</span>",
            Text(undecided.reason, 400), Text(undecided.remedy), Text(Anchor("case:", first)),
            undecided.cases.size());
    }
    return html + "</tbody></table>\n";
}

std::string Notes(const ReportModel& model) {
    if (model.notes.empty()) return "";
    std::string html = "<h2>Notes</h2>\n<ul class=\"list\">";
    for (std::size_t i = 0; i < std::min(model.notes.size(), kListAtMost); ++i) {
        const Note& note = model.notes[i];
        html += note.is_error ? "<li><span class=\"pill error\">error</span> " : "<li>";
        html += Text(note.text);
    }
    return html + "</ul>\n";
}

}  // namespace

std::string HtmlSummary(const ReportModel& model) {
    return Verdicts(model) + Shares(model) + Facts(model);
}

std::string HtmlClauses(const ReportModel& model) {
    return Clauses(model);
}

std::string HtmlRemarks(const ReportModel& model) {
    return Assumptions(model) + NotDecided(model) + Notes(model);
}

}  // namespace plumb::report
