#include <gmock/gmock.h>

#include "harness/selftest/csv.h"
#include "harness/selftest/html.h"
#include "harness/selftest/json.h"
#include "harness/selftest/made_evidence.h"
#include "harness/selftest/text.h"
#include "harness/testing/golden.h"

namespace plumb::selftest {
namespace {

using scenario::Verdict;

void AddDefect(MadeEvidence& made, const std::string& id, std::vector<std::string> caught_by) {
    made.subject.defects.push_back({id, "does " + id, "P2", {"here"}, "", std::move(caught_by)});
}

/// One of everything: caught alone and in company, silent, crashed, not to be seen, unproven.
Matrix OneOfEverything() {
    MadeEvidence made;
    made.Add(kInCompany, "f/c/plain", Verdict::kFail);
    made.Add(kInCompany, "f/other/plain", Verdict::kFail);
    made.Add(kAlone, "f/c/plain", Verdict::kFail).cases["f/c/plain"].reason = "<b>&\"lost\"";
    AddDefect(made, "escapes", {"other"});
    made.Add({"here", "escapes"}, "f/other/plain", Verdict::kPass);
    made.Add({"here", "escapes", "other"}, "f/other/plain", Verdict::kPass);
    AddDefect(made, "crashes", {"c"});
    made.Add({"here", "crashes"}, "f/c/plain", Verdict::kFail).failed_syncs = 2;
    made.Add({"here", "crashes", "c"}, "f/c/plain", Verdict::kFail).did_something = false;
    made.subject.defects.push_back({"unseen", "hides", "P5", {}, "no checklist has such", {}});
    made.Add({"elsewhere"}, "f/other/plain", Verdict::kInconclusive);
    Matrix matrix = made.Judged();
    matrix.one_case_each = true;
    return matrix;
}

TEST(MatrixText, SaysWhatIsCaughtProvenAndWrong) {
    testing::ExpectGolden("selftest.txt", MatrixText(OneOfEverything(), 72));
}

TEST(MatrixHtml, ShowsEveryCheckUnderEveryDefect) {
    testing::ExpectGolden("selftest.html", MatrixHtml(OneOfEverything()));
}

TEST(MatrixCsv, HasALineForEachCheckAndDefect) {
    testing::ExpectGolden("selftest.csv", MatrixCsv(OneOfEverything()));
}

TEST(MatrixJson, HoldsTheWholeMatrix) {
    testing::ExpectGolden("selftest.json", MatrixJson(OneOfEverything()));
}

}  // namespace
}  // namespace plumb::selftest
