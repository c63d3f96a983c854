#include "harness/base/text.h"

#include <gmock/gmock.h>

namespace plumb {
namespace {

TEST(Text, GlobsMatchWholeTexts) {
    EXPECT_TRUE(MatchesGlob("users-to-customers/value/1.to-target", "*/value/*"));
    EXPECT_TRUE(MatchesGlob("abc", "a?c"));
    EXPECT_TRUE(MatchesGlob("", "*"));
    EXPECT_FALSE(MatchesGlob("abc", "ab"));
    EXPECT_FALSE(MatchesGlob("abc", "*d"));
}

TEST(Text, SuggestsTheNearestWordButNotAFarOne) {
    const std::vector<std::string> words{"merge_when_any", "properties", "create"};
    EXPECT_EQ(DidYouMean("propertys", words), "did you mean 'properties'?");
    EXPECT_EQ(DidYouMean("zebra", words), "");
}

TEST(Text, ShortensBetweenCharacters) {
    EXPECT_EQ(Shorten("abc", 3), "abc");
    EXPECT_EQ(Shorten("æøå", 3), "æ…");
}

TEST(Text, KnowsWellFormedUtf8) {
    EXPECT_TRUE(IsUtf8("blåbær 🫐"));
    for (const char* broken :
         {"\xC0\x80", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xE2\x82", "\x80"}) {
        EXPECT_FALSE(IsUtf8(broken));
    }
}

TEST(Text, ReplacesEveryOccurrence) {
    EXPECT_EQ(ReplaceAll("a.b.c", ".", "->"), "a->b->c");
}

TEST(Text, TrimsBlanksAtBothEnds) {
    EXPECT_EQ(Trim(" \t a b\r\n"), "a b");
    EXPECT_EQ(Trim("   "), "");
}

}  // namespace
}  // namespace plumb
