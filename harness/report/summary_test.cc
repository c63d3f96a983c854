#include "harness/report/summary.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/testing/golden.h"

namespace plumb::report {
namespace {

using plumb::testing::ExpectGolden;
using ::testing::HasSubstr;
using ::testing::Not;

std::string SummaryOf(journal::Journal journal, const SummaryOptions& options = {}) {
    return Summary(ModelOf(std::move(journal)), options);
}

TEST(Summary, LooksLikeItsGoldenFile) {
    ExpectGolden("summary.txt", SummaryOf(MadeJournal()));
}

TEST(Summary, InColourSaysTheSame) {
    std::string coloured = SummaryOf(MadeJournal(), {.colour = true});
    EXPECT_THAT(coloured, HasSubstr("\x1b[31m"));
    for (const char* code : {"0", "1", "2", "31", "32", "33", "35"}) {
        const std::string sequence = "\x1b[" + std::string(code) + "m";
        for (std::size_t at = 0; (at = coloured.find(sequence)) != std::string::npos;) {
            coloured.erase(at, sequence.size());
        }
    }
    EXPECT_EQ(coloured, SummaryOf(MadeJournal()));
}

TEST(Summary, LetsNoValueSteerTheTerminal) {
    journal::Journal made = MadeJournal();
    made.events.push_back(journal::Noted{kMadeAt, "\x1b[2Jgone\r\n", true});
    const std::string text = SummaryOf(std::move(made));
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, HasSubstr("⟨ESC⟩[2Jgone"));
}

TEST(Summary, StaysOnOneScreenHoweverManyCasesFail) {
    const std::string text = SummaryOf(LargeJournal(1000), {.failures_at_most = 3});
    EXPECT_LT(std::count(text.begin(), text.end(), '\n'), 60);
    EXPECT_THAT(text, HasSubstr("and 47 more, in the report"));
}

TEST(Summary, TellsNoTroubleOfASyncThatItsCasesHadStopped) {
    journal::Journal made = MadeJournal();
    journal::Barrier barrier;
    barrier.outcome = "stopped";
    made.events.push_back(barrier);
    EXPECT_THAT(SummaryOf(std::move(made)), Not(HasSubstr("was stopped after")));
}

TEST(Summary, OfARunThatCouldNotStartSaysWhy) {
    journal::Journal made;
    made.events.push_back(journal::Noted{kMadeAt, "port 41001 is in use", true});
    const std::string text = SummaryOf(std::move(made));
    EXPECT_THAT(text, HasSubstr("! port 41001 is in use"));
    EXPECT_THAT(text, HasSubstr("Incomplete"));
    EXPECT_THAT(text, HasSubstr("the run could not start"));
}

}  // namespace
}  // namespace plumb::report
