#include "harness/report/html.h"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/testing/golden.h"

namespace plumb::report {
namespace {

using plumb::testing::ExpectGolden;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::Not;

std::string HtmlOf(journal::Journal journal) {
    return WriteHtml(ModelOf(std::move(journal)));
}

TEST(Html, LooksLikeItsGoldenFile) {
    ExpectGolden("report.html", HtmlOf(MadeJournal()));
}

TEST(Html, LooksLikeItsGoldenFileWhenTheRunWasKilled) {
    ExpectGolden("report-killed.html", HtmlOf(MadeJournal(false)));
}

TEST(Html, StaysBelowTwoMegabytesForAThousandCases) {
    const std::string html = HtmlOf(LargeJournal(1000));
    RecordProperty("bytes", static_cast<int>(html.size()));
    EXPECT_THAT(html.size(), Lt(2'000'000u));
    EXPECT_THAT(html, HasSubstr("1.row-999"));
}

}  // namespace
}  // namespace plumb::report
