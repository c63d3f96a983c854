#include "harness/selftest/json.h"

#include <nlohmann/json.hpp>

#include "harness/selftest/text.h"

namespace plumb::selftest {

namespace {

using Ordered = nlohmann::ordered_json;

Ordered OfCell(const Cell& cell) {
    return {{"mark", ToString(cell.mark)}, {"reason", cell.reason}, {"failed", cell.failed}};
}

Ordered OfFinding(const Finding& finding) {
    Ordered json = {
        {"check", finding.check}, {"named", finding.named}, {"company", OfCell(finding.company)}};
    json["alone"] = finding.named ? OfCell(finding.alone) : Ordered(nullptr);
    return json;
}

Ordered OfDefect(const DefectResult& result) {
    Ordered tries = Ordered::array();
    for (const Trying& trying : result.tries) {
        tries.push_back({{"checklist", trying.checklist},
                         {"expected", trying.expected},
                         {"mark", ToString(trying.cell.mark)},
                         {"reason", trying.cell.mark == Mark::kCaught ? "" : trying.cell.reason}});
    }
    Ordered findings = Ordered::array();
    int not_applicable = 0;
    for (const Finding& finding : result.findings) {
        const bool shows = finding.company.mark != Mark::kNotApplicable ||
                           finding.alone.mark != Mark::kNotApplicable;
        not_applicable += shows ? 0 : 1;
        if (shows) findings.push_back(OfFinding(finding));
    }
    return {{"id", result.defect.id},         {"does", result.defect.does},
            {"family", result.defect.family}, {"explorable", result.defect.explorable},
            {"unseen", result.defect.unseen}, {"checklists", tries},
            {"findings", findings},           {"not_applicable", not_applicable}};
}

Ordered OfCheck(const CheckResult& result) {
    return {{"id", result.check.id},
            {"basis", result.check.basis},
            {"checklists", result.check.checklists},
            {"proven", result.IsProven()},
            {"proven_by", result.proven_by},
            {"also_catches", result.catches}};
}

Ordered OfCorrect(const Correct& correct) {
    return {{"checklist", correct.checklist},
            {"cases", correct.cases},
            {"failed", correct.failed},
            {"errors", correct.errors},
            {"undecided", correct.undecided}};
}

template <class Items, class Form>
Ordered ListOf(const Items& items, Form&& form) {
    Ordered list = Ordered::array();
    for (const auto& item : items) list.push_back(form(item));
    return list;
}

}  // namespace

std::string MatrixJson(const Matrix& matrix) {
    const Catch count = CountCaught(matrix);
    Ordered json;
    json["format"] = 1;
    json["passes"] = matrix.Passes();
    json["headline"] = Headline(matrix);
    json["caught"] = count.caught;
    json["can_show"] = count.can_show;
    json["seed"] = matrix.seed;
    json["runs"] = matrix.runs;
    json["took_s"] = matrix.took_s;
    json["one_case_each"] = matrix.one_case_each;
    json["problems"] = matrix.problems;
    json["remarks"] = matrix.remarks;
    json["correct"] = ListOf(matrix.correct, OfCorrect);
    json["checks"] = ListOf(matrix.checks, OfCheck);
    json["defects"] = ListOf(matrix.defects, OfDefect);
    return json.dump(1, ' ', false, Ordered::error_handler_t::replace) + "\n";
}

}  // namespace plumb::selftest
