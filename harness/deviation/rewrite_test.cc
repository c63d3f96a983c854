#include "harness/deviation/rewrite.h"

#include <gmock/gmock.h>
#include <rapidcheck/gtest.h>

#include "harness/base/text.h"
#include "harness/testing/result_matchers.h"

namespace plumb::deviation {
namespace {

using plumb::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> kIds{"a/edit/1", "a/edit/2", "a/edit/3",
                                    "a/make/1", "b/edit/1", "c/new/1"};

constexpr std::string_view kCommented = R"(# What we know of, as of spring.
#   odd   spacing here

deviations:
  # Names are cut: SYNC-12
  - case:   a/make/1     # the first
    reason: "names are cut"

    owner:  Kari
    ticket: SYNC-12
    expires: 2027-03-31
    # inside the entry
    message: it is cut

  # Clears nothing
  - case: "a/edit/*"
    reason: >
      clears
      nothing
    owner: Ola
    ticket: SYNC-13
    expires: 2027-03-31
  - {case: b/edit/1, reason: later, owner: Ola, ticket: SYNC-14, expires: 2027-03-31}

# The end.
)";

Rewritten RewrittenBy(std::string_view text, const std::vector<JudgedCase>& judged) {
    auto rewritten = Rewrite(text, "d.yaml", kIds, judged);
    EXPECT_THAT(rewritten, IsOk());
    return rewritten ? *rewritten : Rewritten{};
}

TEST(Rewrite, LeavesAListThatHoldsAsItIs) {
    const auto rewritten =
        RewrittenBy(kCommented, {{"a/make/1", true, "seen: it is cut"}, {"a/edit/2", true, "x"}});
    EXPECT_EQ(rewritten.text, kCommented);
    EXPECT_THAT(rewritten.changes, IsEmpty());
}

TEST(Rewrite, TakesAwayWhatPassesWithItsCommentAndNothingElse) {
    const auto rewritten = RewrittenBy(kCommented, {{"a/make/1", false, ""}});
    EXPECT_EQ(rewritten.text, R"(# What we know of, as of spring.
#   odd   spacing here

deviations:

  # Clears nothing
  - case: "a/edit/*"
    reason: >
      clears
      nothing
    owner: Ola
    ticket: SYNC-13
    expires: 2027-03-31
  - {case: b/edit/1, reason: later, owner: Ola, ticket: SYNC-14, expires: 2027-03-31}

# The end.
)");
    EXPECT_THAT(rewritten.changes, ElementsAre("removed a/make/1: a/make/1 passes"));
}

TEST(Rewrite, KeepsACommentThatTheNextEntryMayShare) {
    const std::string_view list =
        "deviations:\n# Both: SYNC-1\n- case: a/edit/1\n- case: a/edit/2\n";
    EXPECT_EQ(RewrittenBy(list, {{"a/edit/1", false, ""}}).text,
              "deviations:\n# Both: SYNC-1\n- case: a/edit/2\n");
    EXPECT_EQ(RewrittenBy(list, {{"a/edit/1", false, ""}, {"a/edit/2", false, ""}}).text,
              "deviations:\n");
}

TEST(Rewrite, ShrinksAPatternToWhatStillFailsOrWasNotJudged) {
    const auto rewritten = RewrittenBy(kCommented, {{"a/edit/2", false, ""}});
    EXPECT_THAT(rewritten.text, HasSubstr("  - case: a/edit/3\n    reason: >\n      clears\n"));
    EXPECT_THAT(rewritten.text, HasSubstr("# Clears nothing\n"));
    EXPECT_THAT(rewritten.changes, ElementsAre("narrowed a/edit/*: a/edit/2 passes"));
}

TEST(Rewrite, LeavesNoPatternThatWouldSpeakOfACaseWhoseOwnEntryIsGone) {
    const std::string_view list = "deviations:\n- case: a/edit/*\n- case: a/edit/1\n";
    EXPECT_EQ(RewrittenBy(list, {{"a/edit/1", false, ""}}).text,
              "deviations:\n- case: a/edit/2\n- case: a/edit/3\n");
}

TEST(Rewrite, AddsWhatIsNotListedBehindTheLastEntry) {
    const auto rewritten =
        RewrittenBy(kCommented, {{"c/new/1", true, R"(expected one of them; seen: "v1.p3@x")"}});
    EXPECT_EQ(rewritten.text, std::string(kCommented.substr(0, kCommented.find("\n# The end."))) +
                                  R"(  - case: c/new/1
    reason: TO BE FILLED
    owner: TO BE FILLED
    ticket: TO BE FILLED
    expires: TO BE FILLED
    message: "expected one of them; seen:"

# The end.
)");
    EXPECT_THAT(rewritten.changes, ElementsAre("added c/new/1"));
}

TEST(Rewrite, AsksAgainForTheReasonOfAFailureThatSaysSomethingElse) {
    const auto rewritten =
        RewrittenBy(kCommented, {{"a/make/1", true, "the record was never created"}});
    EXPECT_THAT(rewritten.text, HasSubstr(R"(  # Names are cut: SYNC-12
  # the first
  # inside the entry
  - case: a/make/1
    reason: TO BE FILLED
    owner: Kari
    ticket: SYNC-12
    expires: 2027-03-31
    message: the record was never created

  # Clears nothing
)"));
}

TEST(Rewrite, TakesAwayWhatIsNoCaseAndKeepsWhatWasNotJudged) {
    const auto rewritten = RewrittenBy("deviations:\n  - case: a/eddit/1\n  - case: b/edit/1", {});
    EXPECT_EQ(rewritten.text, "deviations:\n  - case: b/edit/1\n");
}

TEST(Rewrite, BeginsAList) {
    for (const char* empty : {"", "\n", "deviations: []  # none\n", "deviations:\n"}) {
        const auto rewritten = RewrittenBy(empty, {{"a/make/1", true, "42"}});
        const auto list = Read(rewritten.text, "d.yaml");
        ASSERT_THAT(list, IsOk()) << rewritten.text;
        ASSERT_EQ(list->entries.size(), 1u);
        EXPECT_EQ(list->entries[0].cases, "a/make/1");
    }
    EXPECT_EQ(RewrittenBy("", {}).text, "");
}

TEST(Rewrite, RefusesWhatItCannotEditByLines) {
    for (const char* list :
         {"deviations: [{case: a/edit/1}, {case: a/edit/2}]\n",
          "deviations:\n  -\n    case: a/edit/1\n", "{deviations: [{case: a/edit/1}]}\n"}) {
        EXPECT_FALSE(Rewrite(list, "d.yaml", kIds, {{"a/edit/1", false, ""}})) << list;
    }
}

/// Whatever a run sees: a list that was made to say it says so, and making it say so once more
/// changes nothing.
RC_GTEST_PROP(RewriteProperty, SaysWhatTheRunSaw, ()) {
    std::vector<JudgedCase> judged;
    for (const std::string& id : kIds) {
        const int fate = *rc::gen::inRange(0, 4);
        if (fate == 0) continue;
        judged.push_back({id, fate > 1, fate == 2 ? "it is cut" : "something else entirely"});
    }
    const auto once = Rewrite(kCommented, "d.yaml", kIds, judged);
    RC_ASSERT(once.has_value());
    const auto list = Read(once->text, "d.yaml");
    RC_ASSERT(list.has_value());
    for (const JudgedCase& one : judged) {
        const auto entry = FindEntry(list->entries, one.id);
        RC_ASSERT(entry.has_value() == one.failed);
        if (entry) {
            const std::string& message = list->entries[*entry].message;
            RC_ASSERT(one.reason.find(message) != std::string::npos);
        }
    }
    const auto twice = Rewrite(once->text, "d.yaml", kIds, judged);
    RC_ASSERT(twice.has_value());
    RC_ASSERT(twice->text == once->text);
    RC_ASSERT(twice->changes.empty());
}

TEST(Rewriting, KeepsTheLineEndsOfWindows) {
    const std::string text = ReplaceAll(std::string(kCommented), "\n", "\r\n");
    const auto rewritten = Rewrite(text, "l.yaml", kIds, {{"c/new/1", true, "it is gone again"}});
    ASSERT_THAT(rewritten, IsOk());
    EXPECT_THAT(rewritten->text, HasSubstr("- case: c/new/1\r\n"));
    const std::string unix_ends = ReplaceAll(rewritten->text, "\r\n", "\n");
    EXPECT_EQ(ReplaceAll(unix_ends, "\n", "\r\n"), rewritten->text) << "every line has both";
}

}  // namespace
}  // namespace plumb::deviation
