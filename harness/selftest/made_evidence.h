#pragma once

#include <string>

#include "harness/selftest/matrix.h"

namespace plumb::selftest {

/// A self-test by hand, for tests: one check "c" that the defect "d" names and one "other" that it
/// does not, on the checklists "here", where the defect shows, and "elsewhere", where it does not.
struct MadeEvidence {
    Subject subject{{"here", "elsewhere"},
                    {{"c", "stated", {"here", "elsewhere"}}, {"other", "stated", {"here"}}},
                    {{"d", "does it wrong", "P1", {"here"}, "", {"c"}}},
                    {"here", "elsewhere"}};
    Evidence evidence;

    MadeEvidence() {
        Add({"here"}, "f/c/plain", scenario::Verdict::kPass);
        Add({"elsewhere"}, "f/c/plain", scenario::Verdict::kPass);
    }

    Exhibit& Add(const Question& question, const std::string& id, scenario::Verdict verdict) {
        Exhibit& exhibit = evidence.exhibits[question];
        const std::size_t slash = id.find('/');
        exhibit.cases[id] = {id.substr(slash + 1, id.rfind('/') - slash - 1), verdict, "so it was"};
        return exhibit;
    }
    Matrix Judged() const { return Judge(subject, evidence); }
};

inline const Question kInCompany{"here", "d"};
inline const Question kAlone{"here", "d", "c"};

}  // namespace plumb::selftest
