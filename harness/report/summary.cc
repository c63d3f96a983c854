#include "harness/report/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "harness/base/text.h"
#include "harness/report/visible.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

using scenario::Verdict;

/// The text of one screen. Colours are the terminal's own sixteen, so they suit light and dark.
class Screen final {
  public:
    explicit Screen(const SummaryOptions& options) : options_(options) {}

    std::string Bold(const std::string& text) const { return Paint("1", text); }
    std::string Dim(const std::string& text) const { return Paint("2", text); }

    std::string Coloured(Judgement judgement, const std::string& text) const {
        switch (judgement) {
            case Judgement::kNonconformant:
                return Paint("31", text);
            case Judgement::kKnownDeviation:
                return Paint("33", text);
            case Judgement::kUntested:
            case Judgement::kUndecided:
                return Paint("35", text);
            case Judgement::kPartial:
                return Paint("33", text);
            case Judgement::kConformant:
                return Paint("32", text);
            case Judgement::kNotRun:
                return Paint("2", text);
        }
        return text;
    }

    /// One line of a journal's text, cut to the width that `indent` columns leave.
    std::string Line(std::string_view text, std::size_t indent) const {
        const std::size_t room = options_.width > indent + 20 ? options_.width - indent : 20;
        return VisibleLine(Shorten(text, room));
    }

    /// A journal's text in lines that are broken between words and indented, at most four.
    std::string Paragraph(std::string_view text, std::size_t indent) const {
        constexpr std::size_t kLines = 4;
        const std::size_t room = options_.width > indent + 20 ? options_.width - indent : 20;
        std::string paragraph;
        for (std::size_t line = 1; !text.empty(); ++line) {
            const std::size_t end = line < kLines ? EndOfLine(text, room) : text.size();
            if (line > 1) paragraph += "\n" + std::string(indent, ' ');
            paragraph += VisibleLine(Shorten(Trim(text.substr(0, end)), room));
            text = Trim(text.substr(end));
        }
        return paragraph;
    }

  private:
    /// Where to break: at a newline, else behind the last word that fits.
    static std::size_t EndOfLine(std::string_view text, std::size_t room) {
        const std::size_t newline = text.substr(0, room).find('\n');
        if (newline != std::string_view::npos) return newline;
        if (text.size() <= room) return text.size();
        const std::size_t blank = text.substr(0, room + 1).rfind(' ');
        return blank == std::string_view::npos || blank == 0 ? text.size() : blank;
    }

    std::string Paint(std::string_view code, const std::string& text) const {
        return options_.colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
    }

    const SummaryOptions& options_;
};

std::string ClauseLine(const Screen& screen, const FlowResult& flow, const ClauseResult& clause) {
    std::string name = VisibleLine(clause.id);
    if (name.starts_with(flow.id + "/")) name = name.substr(flow.id.size() + 1);
    const std::string beyond =
        clause.others == Judgement::kNonconformant ? "; beyond the gate: nonconformant" : "";
    const std::string judgement =
        fmt::format("{} {:<15}", SignFor(clause.judgement), ToString(clause.judgement));
    return fmt::format("  {} {:<14} {}\n", screen.Coloured(clause.judgement, judgement), name,
                       screen.Dim(InWords(clause.counts) + beyond));
}

std::string Clauses(const Screen& screen, const ReportModel& model) {
    std::string text;
    for (const FlowResult& flow : model.flows) {
        text += "\n" + screen.Bold(screen.Line(flow.title, 0)) + "\n";
        for (const ClauseResult& clause : flow.clauses) text += ClauseLine(screen, flow, clause);
    }
    return text;
}

std::string OneFailure(const Screen& screen, const CaseResult& result) {
    std::string mark(SignFor(result.verdict));
    mark += " " + VisibleLine(result.planned.id);
    const Judgement colour =
        result.verdict == Verdict::kFail ? Judgement::kNonconformant : Judgement::kUndecided;
    std::string text =
        fmt::format("\n  {} {}\n", screen.Coloured(colour, mark),
                    screen.Dim(fmt::format("({}{})", ToString(result.basis),
                                           result.gated ? "" : ", beyond the gate")));
    text += "    " + screen.Paragraph(result.planned.summary, 4) + "\n";
    if (const journal::Judged* judged = DecisiveOf(result)) {
        text += "    expected  " + screen.Paragraph(judged->expected, 14) + "\n";
        text += "    seen      " + screen.Paragraph(judged->seen, 14) + "\n";
    } else {
        text += "    because   " + screen.Paragraph(ReasonOf(result), 14) + "\n";
    }
    if (!result.judged.confirmed.empty()) {
        text += "    confirmed " + screen.Line(result.judged.confirmed, 14) + "\n";
    }
    return text + "    repeat    " + screen.Dim(VisibleLine(result.repeat)) + "\n";
}

std::string Failures(const Screen& screen, const ReportModel& model, std::size_t at_most) {
    std::string text;
    std::size_t count = 0;
    for (const std::size_t index : WorstFirst(model)) {
        const CaseResult& result = model.cases[index];
        const bool bad = result.verdict == Verdict::kFail || result.verdict == Verdict::kError;
        if (!bad || result.deviation) continue;
        if (++count <= at_most) text += OneFailure(screen, result);
    }
    if (count > at_most) {
        text += fmt::format("\n  and {} more, in the report\n", count - at_most);
    }
    return text;
}

std::string Deviations(const Screen& screen, const ReportModel& model, std::size_t at_most) {
    std::string text;
    std::size_t count = 0;
    for (const DeviationResult& known : model.deviations) {
        if (known.no_longer.empty() && known.excuses.empty()) continue;
        if (++count > at_most) continue;
        text += fmt::format("  {} {} ({})\n", known.no_longer.empty() ? kKnownSign : "✗",
                            VisibleLine(known.entry.cases), Plural(known.excuses.size(), "case"));
        if (known.no_longer.empty()) {
            text += "    " + screen.Paragraph(InWords(known.entry), 4) + "\n";
        } else {
            text += "    " + screen.Paragraph(known.no_longer.front(), 4) + "\n    in " +
                    VisibleLine(PlaceOf(model, known.entry)) + "\n";
        }
    }
    if (count > at_most) text += fmt::format("  and {} more, in the report\n", count - at_most);
    return text.empty() ? "" : "\n" + screen.Bold("Known deviations") + "\n" + text;
}

std::string NotDecided(const Screen& screen, const ReportModel& model, std::size_t at_most) {
    std::string text;
    std::size_t count = 0;
    for (const Undecided& undecided : model.undecided) {
        if (!undecided.gated || ++count > at_most) continue;
        text += fmt::format("  ? {} ({})\n", VisibleLine(undecided.clause),
                            Plural(undecided.cases.size(), "case"));
        text += "    to decide " + screen.Paragraph(undecided.remedy, 14) + "\n";
    }
    if (count > at_most) text += fmt::format("  and {} more, in the report\n", count - at_most);
    return text.empty() ? "" : "\n" + screen.Bold("Not decided") + "\n" + text;
}

std::string Errors(const Screen& screen, const ReportModel& model) {
    std::string text;
    for (const Note& note : model.notes) {
        if (note.is_error && text.size() < 2000)
            text += "  ! " + screen.Paragraph(note.text, 4) + "\n";
    }
    for (const std::string& trouble : {ListTrouble(model), UntestedInWords(model)}) {
        if (!trouble.empty()) text += "  ! " + screen.Paragraph(trouble, 4) + "\n";
    }
    for (const std::string& trouble : {SyncTrouble(model), ConfigurationTrouble(model)}) {
        if (!trouble.empty()) text += "  ! " + screen.Paragraph(trouble, 4) + "\n";
    }
    return text.empty() ? "" : "\n" + text;
}

}  // namespace

std::string Summary(const ReportModel& model, const SummaryOptions& options) {
    const Screen screen(options);
    const Judgement shown = model.complete || model.judgement == Judgement::kNonconformant
                                ? model.judgement
                                : Judgement::kUndecided;
    std::string text = screen.Bold(screen.Line(model.title, 0)) + "\n";
    text += Clauses(screen, model);
    text += Failures(screen, model, options.failures_at_most);
    text += Deviations(screen, model, options.failures_at_most);
    text += NotDecided(screen, model, options.failures_at_most);
    text += Errors(screen, model);
    text +=
        "\n" +
        screen.Bold(screen.Coloured(shown, fmt::format("{} {}", SignFor(shown), Heading(model)))) +
        "  " + Headline(model) + "\n";
    if (!model.complete) {
        text += "  " +
                screen.Paragraph("The run did not reach its end: " + model.incomplete_why, 2) +
                "\n";
    }
    const std::string beyond = BeyondTheGate(model);
    if (!beyond.empty()) text += "  " + beyond + "\n";
    text +=
        fmt::format("  {} in {}: {}\n", Plural(model.cases.size(), "case"),
                    Duration(static_cast<double>(model.end - model.begin)), InWords(model.counts));
    return text;
}

}  // namespace plumb::report
