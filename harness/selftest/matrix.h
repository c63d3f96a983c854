#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "harness/selftest/question.h"

namespace plumb::selftest {

/// What comes of a defect, or of one check under it. Closed; each but the first two has a reason.
enum class Mark {
    kCaught,         ///< a case failed
    kSilent,         ///< cases were judged, and none failed
    kNotApplicable,  ///< it cannot show here
    kWorthless,      ///< the run proves nothing: the data flow crashed, or the harness broke
};
std::string_view ToString(Mark mark);  ///< "caught", "silent", "not applicable", "proves nothing"

struct Cell {
    Mark mark = Mark::kNotApplicable;
    std::string reason{};               ///< why not, or that of the first case that failed
    std::vector<std::string> failed{};  ///< ids of cases
};

/// One check under one defect, over all checklists.
struct Finding {
    std::string check;
    bool named = false;  ///< the defect names the check
    Cell company{};      ///< with the cases of all other checks; the best of all checklists
    Cell alone{};        ///< with its own cases only; asked only for checks that are named
    /// Caught in either way.
    bool Catches() const { return company.mark == Mark::kCaught || alone.mark == Mark::kCaught; }
};

/// One defect on one checklist.
struct Trying {
    std::string checklist;
    bool expected = true;  ///< the defect says that it shows there
    Cell cell{};           ///< caught when any check caught it there, alone or in company
};

struct DefectResult {
    Defect defect;
    std::vector<Trying> tries;      ///< one for each checklist
    std::vector<Finding> findings;  ///< one for each check, in the order of the checks
};

struct CheckResult {
    Subject::Check check;
    std::vector<std::string> proven_by;  ///< defects that name it and that it catches alone
    std::vector<std::string> catches;    ///< all others that it catches
    bool IsProven() const { return !proven_by.empty(); }
};

/// The correct data flow on one checklist.
struct Correct {
    std::string checklist;
    int cases = 0;
    int failed = 0;
    int errors = 0;
    int undecided = 0;
};

/// Which checks catch which defects, and what is wrong with that. Plain values, complete, in the
/// order in which they are shown: the writers add form, never a judgement.
struct Matrix {
    std::vector<Correct> correct;
    std::vector<CheckResult> checks;
    std::vector<DefectResult> defects;
    std::vector<std::string> problems;  ///< any of them fails the self-test
    std::vector<std::string> remarks;   ///< beside that
    int runs = 0;

    std::uint64_t seed = 1;
    double took_s = 0;
    bool one_case_each = false;  ///< in company one case stood for all of a check and direction
    bool Passes() const { return problems.empty(); }
};

/// The rules (design, section 7). Problems are: a case that the correct data flow fails, or at
/// which the harness breaks; a defect that escapes on all checklists on which it can show; a check
/// that stays silent on a defect that names it. What cannot show is not applicable, never caught.
Matrix Judge(const Subject& subject, const Evidence& evidence);

}  // namespace plumb::selftest
