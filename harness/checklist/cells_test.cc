#include "harness/checklist/cells.h"

#include <gmock/gmock.h>

namespace plumb::checklist {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Condition If(std::string value, std::string path) {
    return {.side = Side::kTarget, .path = std::move(path), .value = std::move(value)};
}

TEST(ReadCell, KeepsEachDistinctConditionOnce) {
    Pair pair;
    ASSERT_TRUE(ReadCell("OrgNr (Dependant on having NO in Country.Code)", Side::kTarget, pair));
    EXPECT_EQ(pair.target, "OrgNr");
    EXPECT_THAT(pair.only_if, ElementsAre(If("NO", "Country.Code")));

    Pair glued;
    ASSERT_TRUE(
        ReadCell("a (Dependant on having X in bDependant on having  in RankDependant on "
                 "having Y in Dependant on having  in Dependant on having X in b)",
                 Side::kTarget, glued));
    EXPECT_EQ(glued.target, "a");
    EXPECT_THAT(glued.only_if, ElementsAre(If("X", "b"), If("", "Rank"), If("Y", ""), If("", "")));
}

TEST(ReadCell, TakesTheLastInOfAValueThatHoldsSome) {
    Pair pair;
    ASSERT_TRUE(ReadCell("a (Dependant on having all in one in kind)", Side::kTarget, pair));
    EXPECT_THAT(pair.only_if, ElementsAre(If("all in one", "kind")));
}

TEST(ReadCell, LeavesOtherParenthesesAlone) {
    for (const char* text : {"a", "", "a(b)", "Contacts (human data)", "a)("}) {
        Pair pair;
        EXPECT_TRUE(ReadCell(text, Side::kSource, pair));
        EXPECT_EQ(pair.source, text);
        EXPECT_THAT(pair.only_if, IsEmpty());
    }
}

TEST(ReadCell, KeepsTheTextOfConditionsThatCannotBeTakenApart) {
    for (const char* text : {"a (Dependant on having X in y", "a (Dependant on having X)",
                             "a (Dependant on having)", "a (x Dependant on having X in y)",
                             "a (Dependant on having X in y) (Dependant on having X in y)"}) {
        Pair pair;
        EXPECT_FALSE(ReadCell(text, Side::kSource, pair)) << text;
        EXPECT_EQ(pair.source, text);
        EXPECT_THAT(pair.only_if, IsEmpty());
    }
}

TEST(ReadCell, ReadsManyConditionsInLinearTime) {
    std::string text = "a (";
    for (int i = 0; i < 100'000; ++i) {
        text += "Dependant on having " + std::to_string(i) + " in b";
    }
    Pair pair;
    ASSERT_TRUE(ReadCell(text + ")", Side::kSource, pair));
    EXPECT_THAT(pair.only_if, SizeIs(100'000));
}

TEST(IsReadableType, TellsDtlFromWhatLostItsBrackets) {
    for (const char* type :
         {"\"string\"", "\"list\"", "N/A", "[\"integer\",[\"decimal\",\"_.\"]]", "\"a\\\"b\""}) {
        EXPECT_TRUE(IsReadableType(type)) << type;
    }
    for (const char* type : {"", "string", "\"if\", \"is-decimal\", \"decimal\", \"integer\"]",
                             "[\"if\"", "\"", "{}", "5", "[\"a\"] x"}) {
        EXPECT_FALSE(IsReadableType(type)) << type;
    }
}

TEST(OddIn, TellsWhatNoPathHolds) {
    for (const char* path : {"name", "MailAddress.CountryCode", "a-b_c/d[0]", "navn.Æ", ""})
        EXPECT_EQ(OddIn(path), "") << path;
    EXPECT_EQ(OddIn("FirstName (Dependent on having NO in X)"), "a parenthesis");
    EXPECT_EQ(OddIn("first name"), "a blank");
    EXPECT_EQ(OddIn("name\u00A0"), "a no-break space");
    EXPECT_EQ(OddIn("na\u200Bme"), "a character that cannot be seen");
    EXPECT_EQ(OddIn("\u201Cname\u201D"), "a quotation mark");
}

}  // namespace
}  // namespace plumb::checklist
