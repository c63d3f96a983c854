#include "harness/report/csv.h"

#include <fmt/format.h>

#include "harness/base/text.h"
#include "harness/report/trace.h"
#include "harness/report/visible.h"
#include "harness/report/words.h"

namespace plumb::report {

namespace {

using Fields = std::vector<std::string>;

std::string Line(const Fields& fields) {
    std::string line;
    for (const std::string& field : fields) line += (line.empty() ? "" : ",") + field;
    return line + "\r\n";
}

std::string Number(std::size_t number) {
    return number == 0 ? "" : std::to_string(number);
}

std::string Caught(const CheckResult& check) {
    if (!check.caught) return "not measured";
    if (check.caught->empty()) return "unproven";
    std::string text;
    for (const std::string& defect : *check.caught) text += (text.empty() ? "" : " ") + defect;
    return text;
}

Fields OfClause(const ReportModel& model, const Trace& trace) {
    const ClauseResult& clause = *trace.clause;
    return {CsvField(model.document), Number(static_cast<std::size_t>(std::max(clause.line, 0))),
            CsvField(clause.sentence), CsvField(clause.id), CsvField(ToString(clause.judgement))};
}

Fields OfOtherSentence(const ReportModel& model, const checklist::OtherSentence& other) {
    Fields fields = {CsvField(model.document), std::to_string(other.line),
                     CsvField(other.sentence)};
    fields.resize(11);
    fields[4] = "no clause";
    fields.push_back(CsvField(other.why));
    fields.emplace_back();
    return fields;
}

Fields OfCase(const ReportModel& model, const Trace& trace, const CaseResult& result) {
    Fields fields = OfClause(model, trace);
    const std::string known =
        result.deviation ? InWords(model.deviations[*result.deviation].entry) : "";
    for (const std::string& field :
         {trace.check->check, std::string(scenario::ToString(result.basis)),
          std::string(result.gated ? "yes" : "no"), Caught(*trace.check), result.planned.id,
          std::string(WordFor(result.verdict)), ReasonOf(result), known}) {
        fields.push_back(CsvField(Shorten(field, 1000)));
    }
    return fields;
}

}  // namespace

std::string CsvField(std::string_view text) {
    constexpr std::string_view kFormula = "=+-@|%";
    std::string field = VisibleLine(text);
    const std::string_view shown = Trim(field);
    if (!shown.empty() && kFormula.find(shown.front()) != std::string_view::npos)
        field.insert(field.begin(), '\'');
    if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
    return "\"" + ReplaceAll(std::move(field), "\"", "\"\"") + "\"";
}

std::string WriteTraceability(const ReportModel& model) {
    std::string text =
        Line({"document", "line", "sentence", "clause", "judgement", "check", "basis", "gated",
              "catches", "case", "verdict", "reason", "known deviation"});
    for (const Trace& trace : TracesOf(model)) {
        if (trace.other != nullptr) {
            text += Line(OfOtherSentence(model, *trace.other));
        } else if (trace.check == nullptr) {
            Fields fields = OfClause(model, trace);
            fields.resize(11);
            fields.push_back(CsvField(Evidence(model, *trace.clause)));
            fields.emplace_back();
            text += Line(fields);
        }
        for (const std::size_t index : trace.cases)
            text += Line(OfCase(model, trace, model.cases[index]));
    }
    return text;
}

}  // namespace plumb::report
