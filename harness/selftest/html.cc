#include "harness/selftest/html.h"

#include <fmt/format.h>

#include "harness/report/html_style.h"
#include "harness/report/html_text.h"
#include "harness/selftest/text.h"

namespace plumb::selftest {

namespace {

using report::Text;

constexpr std::string_view kMatrixStyle = R"css(
.wide{overflow:auto;max-height:85vh;border:1px solid var(--line);background:var(--card)}
.matrix{border-collapse:collapse;font-size:11px}
.matrix th,.matrix td{border:1px solid var(--line);padding:0;min-width:15px;height:17px;text-align:center}
.matrix thead th{position:sticky;top:0;background:var(--card);vertical-align:bottom;font-weight:400}
.matrix thead span{writing-mode:vertical-rl;transform:rotate(180deg);padding:6px 0;white-space:nowrap}
.matrix tbody th{position:sticky;left:0;background:var(--card);text-align:left;font-weight:400;padding:0 8px;white-space:nowrap}
.matrix .c{background:var(--pass);color:var(--card)}.matrix .o{background:var(--pass-t);color:var(--pass)}
.matrix .m{background:var(--fail-t);color:var(--fail)}.matrix .w{background:var(--error-t);color:var(--error)}
.matrix .n{background:var(--sunk)}.unproven{color:var(--fail)}
)css";

struct Look {
    std::string_view colour;
    std::string_view sign;
    std::string_view meaning;
};

Look LookOf(const Finding& finding) {
    if (finding.alone.mark == Mark::kCaught) return {"c", "●", "caught alone: proves the check"};
    if (finding.named && finding.alone.mark == Mark::kSilent)
        return {"m", "✗", "named, and silent"};
    if (finding.named && finding.alone.mark == Mark::kWorthless)
        return {"w", "!", "proves nothing"};
    if (finding.company.mark == Mark::kCaught) return {"o", "○", "caught in company"};
    if (finding.company.mark == Mark::kWorthless) return {"w", "!", "proves nothing"};
    if (finding.company.mark == Mark::kSilent) return {"", "", "silent"};
    return {"n", "", "not applicable"};
}

std::string MatrixCell(const Finding& finding, const Defect& defect) {
    const Look look = LookOf(finding);
    const Cell& cell = finding.alone.mark == Mark::kNotApplicable ? finding.company : finding.alone;
    const std::string why = cell.reason.empty() ? "" : ": " + Text(cell.reason, 200);
    return fmt::format(R"(<td class="{}" title="{} × {}, {}{}">{})", look.colour,
                       Text(finding.check), Text(defect.id), look.meaning, why, look.sign);
}

std::string MatrixTable(const Matrix& matrix) {
    std::string html =
        "<h2 id=\"matrix\">Detection matrix</h2>\n<p class=\"lead\">● caught by the check's cases "
        "alone: proves the check · ○ caught in company, or not named · ✗ named, and silent · ! "
        "proves nothing · empty: silent · grey: cannot show there. Hold the pointer over a cell "
        "for the reason.";
    if (matrix.one_case_each)
        html +=
            " In company, where no case meets faults, one case of each check and direction stood "
            "for all; alone, as many as it takes to catch it, else all.";
    html +=
        "</p>\n<div class=\"wide\" tabindex=\"0\"><table class=\"matrix\"><caption "
        "class=\"sr\">Checks and defects</caption><thead><tr><th scope=\"col\">";
    for (const DefectResult& result : matrix.defects)
        html += fmt::format(R"(<th scope="col" title="{}"><span>{}</span>)",
                            Text(result.defect.does), Text(result.defect.id));
    html += "</thead><tbody>\n";
    for (std::size_t check = 0; check < matrix.checks.size(); ++check) {
        const CheckResult& row = matrix.checks[check];
        html += fmt::format(R"(<tr><th scope="row"{}>{})",
                            row.IsProven() ? "" : " class=\"unproven\"", Text(row.check.id));
        for (const DefectResult& result : matrix.defects)
            html += MatrixCell(result.findings[check], result.defect);
        html += "\n";
    }
    return html + "</tbody></table></div>\n";
}

std::string Ids(const std::vector<std::string>& ids) {
    std::string html;
    for (const std::string& id : ids) html += (html.empty() ? "" : ", ") + Text(id);
    return html.empty() ? "–" : html;
}

std::string Checks(const Matrix& matrix) {
    std::string html =
        "<h2>Checks</h2>\n<table class=\"open\"><caption class=\"sr\">Checks</caption><thead><tr>"
        R"(<th scope="col">Check<th scope="col">Basis<th scope="col">Proven by)"
        R"(<th scope="col">Also catches</thead><tbody>)";
    for (const CheckResult& result : matrix.checks) {
        html += fmt::format(
            "<tr><td><code>{}</code><td>{}<td>{}<td>{}\n", Text(result.check.id),
            Text(result.check.basis),
            result.IsProven() ? Ids(result.proven_by) : "<b class=\"unproven\">unproven</b>",
            Ids(result.catches));
    }
    return html + "</tbody></table>\n";
}

std::string Where(const DefectResult& result) {
    std::string html;
    for (const Trying& trying : result.tries) {
        const bool caught = trying.cell.mark == Mark::kCaught;
        html += fmt::format(
            "{}{}: {}{}", html.empty() ? "" : "<br>", Text(trying.checklist),
            ToString(trying.cell.mark),
            caught || trying.cell.reason.empty() ? "" : ", " + Text(trying.cell.reason, 300));
    }
    return html;
}

std::string Defects(const Matrix& matrix) {
    std::string html =
        "<h2>Defects</h2>\n<table class=\"open\"><caption class=\"sr\">Defects</caption><thead><tr>"
        R"(<th scope="col">Defect<th scope="col">Family<th scope="col">Where</thead><tbody>)";
    for (const DefectResult& result : matrix.defects) {
        html += fmt::format("<tr><td><code>{}</code><br>{}<td>{}<td class=\"where\">{}\n",
                            Text(result.defect.id), Text(result.defect.does),
                            Text(result.defect.family), Where(result));
    }
    return html + "</tbody></table>\n";
}

std::string Remarks(const Matrix& matrix) {
    std::string html;
    for (const std::string& problem : matrix.problems)
        html += "<p class=\"warn error\">✗ " + Text(problem) + "</p>\n";
    for (const Correct& correct : matrix.correct)
        html += fmt::format("<p>The correct data flow on {}: {} cases, {} fail, {} broke.</p>\n",
                            Text(correct.checklist), correct.cases, correct.failed, correct.errors);
    for (const std::string& remark : matrix.remarks)
        html += "<p class=\"where\">" + Text(remark) + "</p>\n";
    return html;
}

}  // namespace

std::string MatrixHtml(const Matrix& matrix) {
    return fmt::format(
               "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
               "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
               "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">"
               "<title>Self-test</title><style>{}{}</style></head>\n<body><div class=\"page\">"
               "<p class=\"over\">Plumb, self-test, seed {}, {} runs</p><h1>{}</h1>\n",
               report::kHtmlStyle, kMatrixStyle, matrix.seed, matrix.runs, Text(Headline(matrix))) +
           Remarks(matrix) + MatrixTable(matrix) + Checks(matrix) + Defects(matrix) +
           "</div></body></html>\n";
}

}  // namespace plumb::selftest
