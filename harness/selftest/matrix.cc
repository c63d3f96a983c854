#include "harness/selftest/matrix.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <algorithm>

namespace plumb::selftest {

namespace {

using scenario::Verdict;

bool Holds(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

/// A mark that says more wins when several checklists are put together.
int Weight(Mark mark) {
    switch (mark) {
        case Mark::kCaught:
            return 3;
        case Mark::kWorthless:
            return 2;
        case Mark::kSilent:
            return 1;
        case Mark::kNotApplicable:
            return 0;
    }
    return 0;
}

void KeepBetter(Cell& best, Cell cell) {
    if (cell.mark == Mark::kCaught && best.mark == Mark::kCaught) {
        std::ranges::move(cell.failed, std::back_inserter(best.failed));
    } else if (Weight(cell.mark) > Weight(best.mark)) {
        best = std::move(cell);
    }
}

/// What one check came to in a run.
Cell CellOf(const std::string& check, const Exhibit& exhibit) {
    if (std::string why = WhyWorthless(exhibit); !why.empty())
        return {Mark::kWorthless, std::move(why)};
    Cell cell{Mark::kNotApplicable, "it has no case here that can be run"};
    for (const auto& [id, one] : exhibit.cases) {
        if (one.check != check || one.verdict == Verdict::kSkipped) continue;
        if (one.verdict == Verdict::kFail) {
            if (cell.mark != Mark::kCaught) cell = {Mark::kCaught, one.reason, {}};
            cell.failed.push_back(id);
        } else if (cell.mark == Mark::kNotApplicable) {
            cell = {Mark::kSilent, "", {}};
        }
    }
    return cell;
}

class Judging final {
  public:
    Judging(const Subject& subject, const Evidence& evidence)
        : subject_(subject), evidence_(evidence) {}

    Matrix Run() {
        matrix_.runs = static_cast<int>(evidence_.exhibits.size());
        for (const std::string& checklist : subject_.checklists) JudgeCorrect(checklist);
        for (const Defect& defect : subject_.defects) JudgeDefect(defect);
        JudgeEmptiness();
        for (const Subject::Check& check : subject_.checks) JudgeCheck(check);
        return std::move(matrix_);
    }

  private:
    void JudgeCorrect(const std::string& checklist) {
        Correct correct{checklist};
        const Exhibit* exhibit = evidence_.Find({checklist});
        if (exhibit == nullptr || exhibit->ended != "complete") {
            matrix_.problems.push_back(
                fmt::format("the correct data flow did not reach its end on {}: {}", checklist,
                            exhibit == nullptr ? "it was not run" : exhibit->ended));
        }
        if (exhibit == nullptr) return;
        for (const auto& [id, one] : exhibit->cases) {
            ++correct.cases;
            if (one.verdict == Verdict::kFail) {
                ++correct.failed;
                matrix_.problems.push_back(fmt::format("the correct data flow fails {} on {}: {}",
                                                       id, checklist, one.reason));
            } else if (one.verdict == Verdict::kError) {
                ++correct.errors;
                matrix_.problems.push_back(
                    fmt::format("the harness broke at {} on {}: {}", id, checklist, one.reason));
            } else if (one.verdict == Verdict::kInconclusive) {
                ++correct.undecided;
                matrix_.remarks.push_back(
                    fmt::format("with the correct data flow {} could not be told on {}: {}", id,
                                checklist, one.reason));
            }
        }
        matrix_.correct.push_back(correct);
    }

    void JudgeDefect(const Defect& defect) {
        DefectResult result{defect, {}, {}};
        for (const Subject::Check& check : subject_.checks)
            result.findings.push_back(FindingOf(defect, check));
        for (const std::string& checklist : subject_.checklists)
            result.tries.push_back(TryingOf(defect, checklist));
        JudgeEscape(result);
        for (const Finding& finding : result.findings) JudgeSilence(defect, finding);
        matrix_.defects.push_back(std::move(result));
    }

    Finding FindingOf(const Defect& defect, const Subject::Check& check) const {
        Finding finding{check.id, Holds(defect.caught_by, check.id), {}, {}};
        finding.company.reason = finding.alone.reason = WhereNot(defect);
        for (const std::string& checklist : subject_.checklists) {
            if (const Exhibit* exhibit = evidence_.Find({checklist, defect.id}))
                KeepBetter(finding.company, CellOf(check.id, *exhibit));
            if (const Exhibit* exhibit = evidence_.Find({checklist, defect.id, check.id}))
                KeepBetter(finding.alone, CellOf(check.id, *exhibit));
        }
        if (finding.company.mark == Mark::kNotApplicable && !WasTried(defect)) return finding;
        if (finding.company.mark == Mark::kNotApplicable)
            finding.company.reason = "the check has no case there that is run in company";
        return finding;
    }

    bool WasTried(const Defect& defect) const {
        return std::ranges::any_of(subject_.checklists, [&](const std::string& checklist) {
            return subject_.Tries(defect, checklist);
        });
    }

    static std::string WhereNot(const Defect& defect) {
        if (!defect.unseen.empty()) return defect.unseen;
        return fmt::format("the defect can show on {} only", fmt::join(defect.shows_on, ", "));
    }

    Trying TryingOf(const Defect& defect, const std::string& checklist) const {
        Trying trying{checklist, defect.ShowsOn(checklist), {}};
        const Exhibit* company = evidence_.Find({checklist, defect.id});
        if (company == nullptr) {
            trying.cell.reason = WhereNot(defect);
            return trying;
        }
        for (const Subject::Check& check : subject_.checks) {
            KeepBetter(trying.cell, CellOf(check.id, *company));
            if (const Exhibit* alone = evidence_.Find({checklist, defect.id, check.id}))
                KeepBetter(trying.cell, CellOf(check.id, *alone));
        }
        if (trying.cell.mark == Mark::kSilent)
            trying.cell.reason = trying.expected ? "no case failed" : "not shown here";
        return trying;
    }

    void JudgeEscape(const DefectResult& result) {
        bool shows = false;
        bool is_caught = false;
        std::vector<std::string> silent;
        for (const Trying& trying : result.tries) {
            const bool was_tried = trying.cell.mark != Mark::kNotApplicable;
            shows |= trying.expected && was_tried;
            is_caught |= trying.expected && trying.cell.mark == Mark::kCaught;
            if (trying.expected && was_tried && trying.cell.mark != Mark::kCaught)
                silent.push_back(fmt::format("{} ({})", trying.checklist, trying.cell.reason));
        }
        if (shows && !is_caught) {
            matrix_.problems.push_back(fmt::format("the defect {} escapes everywhere: {}",
                                                   result.defect.id, fmt::join(silent, ", ")));
        } else if (!silent.empty()) {
            matrix_.remarks.push_back(
                fmt::format("the defect {} is caught; of what was run, nothing failed on {}",
                            result.defect.id, fmt::join(silent, ", ")));
        }
    }

    /// A self-test that could show nothing has not passed.
    void JudgeEmptiness() {
        const bool shown = std::ranges::any_of(matrix_.defects, [](const DefectResult& result) {
            return std::ranges::any_of(result.tries, [](const Trying& trying) {
                return trying.cell.mark != Mark::kNotApplicable;
            });
        });
        if (shown || matrix_.defects.empty()) return;
        matrix_.problems.push_back(
            fmt::format("nothing is shown: no check has a case on {} that any of these defects "
                        "could fail",
                        fmt::join(subject_.checklists, ", ")));
    }

    /// One checklist need not have what a check needs to catch a defect: only where all were run on
    /// which the defect shows is silence wrong.
    void JudgeSilence(const Defect& defect, const Finding& finding) {
        const auto was_run = [&](const std::string& id) { return Holds(subject_.checklists, id); };
        if (!finding.named || finding.alone.mark == Mark::kCaught) return;
        if (finding.alone.mark == Mark::kNotApplicable) return;
        if (std::ranges::none_of(defect.shows_on, was_run)) return;
        const std::string what =
            fmt::format("the check {} {} on the defect {}, which names it{}", finding.check,
                        finding.alone.mark == Mark::kWorthless ? "proves nothing" : "stays silent",
                        defect.id, finding.alone.reason.empty() ? "" : ": " + finding.alone.reason);
        if (std::ranges::all_of(defect.shows_on, was_run)) {
            matrix_.problems.push_back(what);
        } else {
            matrix_.remarks.push_back(what + " (not all checklists were run on which it shows)");
        }
    }

    void JudgeCheck(const Subject::Check& check) {
        CheckResult result{check, {}, {}};
        for (const DefectResult& one : matrix_.defects) {
            const auto finding = std::ranges::find(one.findings, check.id, &Finding::check);
            if (finding->alone.mark == Mark::kCaught) {
                result.proven_by.push_back(one.defect.id);
            } else if (finding->Catches()) {
                result.catches.push_back(one.defect.id);
            }
        }
        matrix_.checks.push_back(std::move(result));
    }

    const Subject& subject_;
    const Evidence& evidence_;
    Matrix matrix_;
};

}  // namespace

std::string_view ToString(Mark mark) {
    switch (mark) {
        case Mark::kCaught:
            return "caught";
        case Mark::kSilent:
            return "silent";
        case Mark::kNotApplicable:
            return "not applicable";
        case Mark::kWorthless:
            return "proves nothing";
    }
    return "";
}

Matrix Judge(const Subject& subject, const Evidence& evidence) {
    return Judging(subject, evidence).Run();
}

}  // namespace plumb::selftest
