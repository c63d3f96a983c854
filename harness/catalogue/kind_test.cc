#include "harness/catalogue/kind.h"

#include <gmock/gmock.h>

#include <set>

namespace plumb::catalogue {
namespace {

using target::Field;
using target::FieldKind;
using ::testing::ElementsAre;

Field FieldOf(FieldKind kind, std::size_t max_length = 255) {
    Field field;
    field.kind = kind;
    field.max_length = max_length;
    return field;
}

TEST(Kind, OfAPairIsTheStricterOfBothAndOfTheType) {
    const struct {
        FieldKind source, target;
        const char* type;
        FieldKind common;
    } cases[] = {
        {FieldKind::kText, FieldKind::kText, "\"string\"", FieldKind::kText},
        {FieldKind::kText, FieldKind::kEmail, "\"string\"", FieldKind::kEmail},
        {FieldKind::kEmail, FieldKind::kText, "N/A", FieldKind::kEmail},
        {FieldKind::kWord, FieldKind::kText, "", FieldKind::kWord},
        {FieldKind::kText, FieldKind::kInteger, "\"integer\"", FieldKind::kInteger},
        {FieldKind::kText, FieldKind::kText, "\"integer\"", FieldKind::kInteger},
        {FieldKind::kText, FieldKind::kDecimal, "\"float\"", FieldKind::kDecimal},
        {FieldKind::kText, FieldKind::kText, "\"boolean\"", FieldKind::kBoolean},
        {FieldKind::kText, FieldKind::kText, R"(["integer",["decimal","_."]])",
         FieldKind::kInteger},
        {FieldKind::kOpaque, FieldKind::kText, "", FieldKind::kOpaque},
    };
    for (const auto& one : cases) {
        EXPECT_EQ(CommonField(FieldOf(one.source), FieldOf(one.target), one.type).kind, one.common)
            << one.type;
    }
}

TEST(Kind, OfAPairTakesTheShorterLengthAndTheCommonChoices) {
    Field left = FieldOf(FieldKind::kChoice, 20);
    left.choices = {"a", "b", "c"};
    Field right = FieldOf(FieldKind::kChoice, 50);
    right.choices = {"c", "b", "x"};
    const Field common = CommonField(left, right, "");
    EXPECT_EQ(common.max_length, 20u);
    EXPECT_THAT(common.choices, ElementsAre("b", "c"));
    EXPECT_THAT(CommonField(left, FieldOf(FieldKind::kText), "").choices,
                ElementsAre("a", "b", "c"));
}

TEST(Kind, LetsOnlyUnchangedValuesTravelBack) {
    const struct {
        FieldKind source, target;
        const char* type;
        bool inverse;
    } cases[] = {
        {FieldKind::kText, FieldKind::kEmail, "\"string\"", true},
        {FieldKind::kText, FieldKind::kText, "", true},
        {FieldKind::kInteger, FieldKind::kInteger, "\"integer\"", true},
        {FieldKind::kInteger, FieldKind::kText, "\"string\"", false},
        {FieldKind::kText, FieldKind::kInteger, "\"integer\"", false},
        {FieldKind::kText, FieldKind::kDecimal, "\"decimal\"", false},
        {FieldKind::kDecimal, FieldKind::kDecimal, "\"float\"", true},
        {FieldKind::kBoolean, FieldKind::kBoolean, "\"boolean\"", true},
        {FieldKind::kBoolean, FieldKind::kText, "N/A", false},
        {FieldKind::kText, FieldKind::kText, "\"list\"", false},
        {FieldKind::kText, FieldKind::kText, R"(["replace"," ","","_."])", false},
    };
    for (const auto& one : cases) {
        EXPECT_EQ(IsOwnInverse(FieldOf(one.source), FieldOf(one.target), one.type), one.inverse)
            << one.type;
    }
}

TEST(Kind, HasATableOfItsOwn) {
    std::set<std::string_view> names;
    for (int kind = 0; kind < static_cast<int>(FieldKind::kOpaque); ++kind) {
        const std::string_view name = TableName(static_cast<FieldKind>(kind));
        EXPECT_NE(name, "");
        EXPECT_TRUE(names.insert(name).second) << name;
    }
    EXPECT_EQ(TableName(FieldKind::kOpaque), "");
}

}  // namespace
}  // namespace plumb::catalogue
