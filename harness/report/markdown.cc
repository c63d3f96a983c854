#include "harness/report/markdown.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/base/text.h"
#include "harness/report/lags.h"
#include "harness/report/outlay.h"
#include "harness/report/tenant.h"
#include "harness/report/trace.h"
#include "harness/report/visible.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

constexpr std::size_t kFailuresAtMost = 20;
constexpr std::size_t kClausesAtMost = 60;

/// As entities, which no Markdown reader takes for markup and GitHub not for a mention.
std::string Escape(std::string_view text, std::size_t bytes) {
    std::string escaped;
    for (const char c : VisibleLine(Shorten(text, bytes))) {
        const bool special = std::string_view("&<>\"`|*_[]\\~#@").find(c) != std::string_view::npos;
        if (special) {
            escaped += fmt::format("&#{};", static_cast<int>(c));
        } else {
            escaped += c;
        }
    }
    return escaped;
}

/// Within a code span nothing is an entity: what could end it or the table's cell is replaced.
std::string Code(std::string_view text) {
    std::string code = VisibleLine(Shorten(text, 300));
    std::replace(code.begin(), code.end(), '`', '\'');
    std::replace(code.begin(), code.end(), '|', '/');
    return "`" + code + "`";
}

std::string ClauseTable(const ReportModel& model) {
    std::string text = "| | Clause | Cases | Evidence |\n|---|---|---|---|\n";
    std::size_t rows = 0;
    std::size_t left_out = 0;
    for (const FlowResult& flow : model.flows) {
        for (const ClauseResult& clause : flow.clauses) {
            if (rows >= kClausesAtMost) {
                ++left_out;
                continue;
            }
            ++rows;
            text += fmt::format("| {} {} | {} {} | {} | {} |\n", SignFor(clause.judgement),
                                ToString(clause.judgement), Code(clause.id),
                                Escape(clause.sentence, 300), InWords(clause.counts),
                                Evidence(model, clause));
        }
    }
    if (left_out > 0) {
        text += fmt::format("\n…and {} more, in the full report.\n", left_out);
    }
    return text;
}

std::string OneFailure(const CaseResult& result) {
    std::string text =
        fmt::format("- {} {} ({}{})", SignFor(result), Code(result.planned.id),
                    scenario::ToString(result.basis), result.gated ? "" : ", beyond the gate");
    if (const journal::Judged* judged = DecisiveOf(result)) {
        text += fmt::format(": expected {}; seen {}", Escape(judged->expected, 160),
                            Escape(judged->seen, 160));
    } else {
        text += ": " + Escape(ReasonOf(result), 300);
    }
    return text + "\n";
}

std::string Failures(const ReportModel& model, scenario::Verdict verdict, std::string_view title) {
    std::string list;
    std::size_t count = 0;
    for (const std::size_t index : WorstFirst(model)) {
        const CaseResult& result = model.cases[index];
        if (result.verdict != verdict || result.deviation) continue;
        if (++count <= kFailuresAtMost) list += OneFailure(result);
    }
    if (count == 0) return "";
    if (count > kFailuresAtMost) {
        list += fmt::format("- …and {} more\n", count - kFailuresAtMost);
    }
    return fmt::format("\n### {} ({})\n\n{}", title, count, list);
}

std::string Deviations(const ReportModel& model) {
    if (model.deviations.empty()) return "";
    std::string text = "\n### Known deviations\n\n";
    std::size_t rows = 0;
    for (const DeviationResult& known : model.deviations) {
        if (++rows > kFailuresAtMost) break;
        text += fmt::format("- {} {}: {}; {}\n", known.no_longer.empty() ? kKnownSign : "✗",
                            Code(known.entry.cases), Escape(InWords(known.entry), 300),
                            known.no_longer.empty()
                                ? fmt::format("excuses {}", Plural(known.excuses.size(), "case"))
                                : Escape(known.no_longer.front(), 300));
    }
    if (model.deviations.size() > kFailuresAtMost)
        text += fmt::format("- …and {} more\n", model.deviations.size() - kFailuresAtMost);
    return text;
}

std::string Lags(const ReportModel& model) {
    if (model.lags.empty()) return "";
    std::string text =
        "\n<details><summary>How long edits took</summary>\n\n" + std::string(AboutLags(model)) +
        "\n\n| Flow | Direction | Arrived | Missing | p50 | p95 | Longest | Window |\n"
        "|---|---|---|---|---|---|---|---|\n";
    for (std::size_t i = 0; i < std::min(model.lags.size(), kClausesAtMost); ++i) {
        const LagResult& lag = model.lags[i];
        const LagWords words = InWords(lag);
        text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} |\n", Code(lag.flow),
                            Escape(lag.direction, 40), lag.arrivals, lag.missing, words.p50,
                            words.p95, words.max, words.window);
    }
    if (model.lags.size() > kClausesAtMost)
        text += fmt::format("\n…and {} more, in the full report.\n",
                            model.lags.size() - kClausesAtMost);
    return text + "\n</details>\n";
}

/// The way back, folded away: from each check to what it speaks of.
std::string Checks(const ReportModel& model) {
    std::string text =
        "\n<details><summary>Checks and their clauses</summary>\n\n| Check | Clauses | Cases | "
        "Catches |\n|---|---|---|---|\n";
    for (std::size_t i = 0; i < std::min(model.checks.size(), kClausesAtMost); ++i) {
        const CheckResult& check = model.checks[i];
        std::string clauses;
        for (const std::string& clause : check.clauses)
            clauses += (clauses.empty() ? "" : ", ") + clause;
        text += fmt::format("| {} | {} | {} | {} |\n", Code(check.check), Escape(clauses, 200),
                            InWords(check.counts),
                            !check.caught           ? "not measured"
                            : check.caught->empty() ? "unproven"
                                                    : Plural(check.caught->size(), "defect"));
    }
    if (model.checks.size() > kClausesAtMost)
        text += fmt::format("\n…and {} more, in the full report.\n",
                            model.checks.size() - kClausesAtMost);
    return text + "\n</details>\n";
}

std::string Tenant(const ReportModel& model) {
    const std::vector<std::string> all = TenantInWords(model);
    if (all.empty()) return "";
    std::string text = "\n### The tenant is not as it was\n\n";
    for (std::size_t i = 0; i < std::min(all.size(), kFailuresAtMost); ++i)
        text += "- " + Escape(all[i], 500) + "\n";
    if (all.size() > kFailuresAtMost)
        text += fmt::format("- …and {} more\n", all.size() - kFailuresAtMost);
    return text;
}

std::string UndecidedTable(const ReportModel& model) {
    if (model.undecided.empty()) return "";
    std::string text = "\n### Not decided\n\n";
    std::size_t rows = 0;
    for (const Undecided& undecided : model.undecided) {
        if (++rows > kFailuresAtMost) break;
        text += fmt::format("- {} ({}): {}\n", Code(undecided.clause),
                            Plural(undecided.cases.size(), "case"), Escape(undecided.remedy, 300));
    }
    return text;
}

std::string DataflowInWords(const journal::RunStarted& run) {
    std::string text;
    if (!run.dataflow.empty()) text += ". " + Escape(run.dataflow, 200);
    if (!run.dataflow_configuration.empty())
        text += ", configuration sha256 " + Code(run.dataflow_configuration);
    return text;
}

}  // namespace

std::string WriteMarkdown(const ReportModel& model) {
    const Judgement shown = model.complete || model.judgement == Judgement::kNonconformant
                                ? model.judgement
                                : Judgement::kUndecided;
    std::string text =
        fmt::format("## {} {}: {}\n\n{} {}\n", SignFor(shown), Heading(model),
                    Escape(model.title, 200), Headline(model), Escape(BeyondTheGate(model), 300));
    if (!model.complete) {
        text += fmt::format("\n**The run did not reach its end:** {}.\n",
                            Escape(model.incomplete_why, 300));
    }
    for (const std::string& trouble : {SyncTrouble(model), ConfigurationTrouble(model)}) {
        if (!trouble.empty()) text += "\n" + Escape(trouble, 400) + "\n";
    }
    for (const std::string& trouble : {ListTrouble(model), UntestedInWords(model)}) {
        if (!trouble.empty()) text += "\n**" + Escape(trouble, 400) + ".**\n";
    }
    text += fmt::format("\n{}: {}.\n\n", Plural(model.cases.size(), "case"), InWords(model.counts));
    text += ClauseTable(model);
    text += Failures(model, scenario::Verdict::kFail, "Failures");
    text += Failures(model, scenario::Verdict::kError, "Errors, not the data flow's fault");
    text += Tenant(model);
    text += Deviations(model);
    text += UndecidedTable(model);
    text += Checks(model);
    text += Lags(model);
    text += MarkdownOutlay(model);
    text += fmt::format("\n<sub>Plumb {}, seed {}, gate {}{}. Repeat: {}</sub>\n",
                        Escape(model.Run().version, 40), model.Run().seed,
                        Escape(GateInWords(model), 100), DataflowInWords(model.Run()),
                        Code(model.Run().command));
    return text;
}

}  // namespace plumb::report
