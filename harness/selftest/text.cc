#include "harness/selftest/text.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/report/visible.h"

namespace plumb::selftest {

namespace {

constexpr std::size_t kIndent = 4;

/// Words in lines of at most `columns`, each indented.
std::string Wrapped(const std::vector<std::string>& words, std::size_t columns) {
    std::string text;
    std::size_t used = 0;
    for (const std::string& word : words) {
        if (used > 0 && used + 1 + word.size() > columns) {
            text += "\n";
            used = 0;
        }
        text += used == 0 ? std::string(kIndent, ' ') : " ";
        text += word;
        used += (used == 0 ? kIndent : 1) + word.size();
    }
    return text.empty() ? "" : text + "\n";
}

std::string OfCheck(const CheckResult& result, std::size_t columns) {
    std::vector<std::string> words;
    for (const std::string& id : result.proven_by) words.push_back(id);
    for (const std::string& id : result.catches) words.push_back("(" + id + ")");
    const std::string count = fmt::format("{:>3}  ", words.size());
    return fmt::format("{}{} {}\n", count, result.IsProven() ? "proven  " : "UNPROVEN",
                       result.check.id) +
           Wrapped(words, columns);
}

std::string Line(const std::string& sign, const std::string& text) {
    return sign + " " + report::VisibleLine(Shorten(text, 600)) + "\n";
}

}  // namespace

Catch CountCaught(const Matrix& matrix) {
    Catch count;
    for (const DefectResult& result : matrix.defects) {
        const auto tried = [](const Trying& trying) {
            return trying.expected && trying.cell.mark != Mark::kNotApplicable;
        };
        const auto caught = [](const Trying& trying) { return trying.cell.mark == Mark::kCaught; };
        const bool is_caught = std::ranges::any_of(result.tries, caught);
        count.caught += is_caught ? 1 : 0;
        count.can_show += is_caught || std::ranges::any_of(result.tries, tried) ? 1 : 0;
    }
    return count;
}

std::string Headline(const Matrix& matrix) {
    const Catch count = CountCaught(matrix);
    const auto proven = std::ranges::count_if(matrix.checks, &CheckResult::IsProven);
    return fmt::format("The self-test {}: {} of {} defects are caught, {} of {} checks are proven.",
                       matrix.Passes() ? "passes" : "fails", count.caught, count.can_show, proven,
                       matrix.checks.size());
}

std::string MatrixText(const Matrix& matrix, std::size_t columns) {
    std::string text =
        "Which defects each check catches; in brackets those that it catches only\n"
        "in company, or that do not name it.\n\n";
    for (const CheckResult& result : matrix.checks) text += OfCheck(result, columns);
    text += "\n";
    for (const Correct& correct : matrix.correct) {
        text += fmt::format("The correct data flow on {}: {} cases, {} fail, {} broke.\n",
                            correct.checklist, correct.cases, correct.failed, correct.errors);
    }
    for (const std::string& remark : matrix.remarks) text += Line("note:", remark);
    for (const std::string& problem : matrix.problems) text += Line("✗", problem);
    return text + "\n" + Headline(matrix) + "\n";
}

}  // namespace plumb::selftest
