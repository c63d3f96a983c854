#include "harness/report/markdown.h"

#include <gmock/gmock.h>

#include "harness/report/made_journal.h"
#include "harness/report/made_model.h"
#include "harness/testing/golden.h"

namespace plumb::report {
namespace {

using plumb::testing::ExpectGolden;
using ::testing::HasSubstr;
using ::testing::Lt;
using ::testing::Not;

std::string MarkdownOf(journal::Journal journal) {
    return WriteMarkdown(ModelOf(std::move(journal)));
}

TEST(Markdown, LooksLikeItsGoldenFile) {
    ExpectGolden("report.md", MarkdownOf(MadeJournal()));
}

TEST(Markdown, LetsNoValueMakeMarkupOrMentionSomebody) {
    const std::string text = MarkdownOf(MadeJournal());
    EXPECT_THAT(text, Not(HasSubstr("<script")));
    EXPECT_THAT(text, Not(HasSubstr("@plumb")));
    EXPECT_THAT(text, HasSubstr("&#60;script&#62;"));
}

TEST(Markdown, FitsIntoACommentHoweverManyCasesFail) {
    const std::string text = MarkdownOf(LargeJournal(1000));
    EXPECT_THAT(text.size(), Lt(60'000u));
    EXPECT_THAT(text, HasSubstr("### Failures (50)"));
    EXPECT_THAT(text, HasSubstr("…and 30 more"));
}

TEST(Markdown, SaysThatARunDidNotReachItsEnd) {
    EXPECT_THAT(MarkdownOf(MadeJournal(false)), HasSubstr("**The run did not reach its end:**"));
}

}  // namespace
}  // namespace plumb::report
