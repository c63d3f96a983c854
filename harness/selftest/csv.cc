#include "harness/selftest/csv.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/report/visible.h"

namespace plumb::selftest {

namespace {

/// Quoted where it must be. A text that a spreadsheet would take for a formula gets an apostrophe.
std::string Field(std::string_view text) {
    std::string field = report::VisibleLine(Shorten(text, 1000));
    if (!field.empty() && std::string_view("=+-@").find(field.front()) != std::string_view::npos)
        field.insert(0, "'");
    if (field.find_first_of(",\"") == std::string::npos) return field;
    return "\"" + ReplaceAll(std::move(field), "\"", "\"\"") + "\"";
}

const Cell& Told(const Finding& finding) {
    return finding.named && finding.alone.mark != Mark::kNotApplicable ? finding.alone
                                                                       : finding.company;
}

}  // namespace

std::string MatrixCsv(const Matrix& matrix) {
    std::string text = "check,defect,family,named,in company,alone,proves,reason,failed cases\r\n";
    for (std::size_t check = 0; check < matrix.checks.size(); ++check) {
        for (const DefectResult& result : matrix.defects) {
            const Finding& finding = result.findings[check];
            text += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", Field(finding.check),
                                Field(result.defect.id), Field(result.defect.family),
                                finding.named ? "yes" : "no", ToString(finding.company.mark),
                                finding.named ? ToString(finding.alone.mark) : "not asked",
                                finding.alone.mark == Mark::kCaught ? "yes" : "no",
                                Field(Told(finding).reason), Told(finding).failed.size());
        }
    }
    return text;
}

}  // namespace plumb::selftest
