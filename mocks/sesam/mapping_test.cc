#include "mocks/sesam/mapping.h"

#include <gtest/gtest.h>

namespace plumb::mocks::sesam {
namespace {

TEST(Mapping, CastsTowardsTheTargetByThePublishedRules) {
    struct Case {
        const char* type;
        Json source;
        std::optional<Json> target;
    };
    const Case cases[] = {
        {"\"string\"", 12, "12"},
        {"\"string\"", true, "true"},
        {"\"string\"", nullptr, nullptr},
        {"\"integer\"", "1", 1},
        {"\"integer\"", 124.4, 124},
        {"\"integer\"", "0xff", -1},
        {"\"integer\"", "0x00ff", 255},
        {"\"integer\"", "10^2", std::nullopt},
        {"\"integer\"", "", std::nullopt},
        {"\"integer\"", nullptr, nullptr},
        {"\"integer\"", Json{"1", "x", "2"}, Json{1, 2}},
        {"\"decimal\"", "12.50", 12.5},
        {"\"decimal\"", "12,5", std::nullopt},
        {"\"float\"", "1", 1.0},
        {"\"float\"", "inf", std::nullopt},
        {"\"boolean\"", "TRUE", true},
        {"\"boolean\"", 1, std::nullopt},
        {"\"list\"", "a", Json{"a"}},
        {"integer", "7", 7},
        {R"(["integer",["decimal","_."]])", "12.9", 12},
        {R"(["string",["integer",["decimal","_."]]])", "12.9", "12"},
        {"N/A", "as it is", "as it is"},
        {"", 5, 5},
    };
    for (const Case& c : cases) {
        const Mapping mapping(c.type, Kind::kText);
        EXPECT_EQ(mapping.ToTarget(c.source), c.target) << c.type << " of " << c.source;
    }
}

TEST(Mapping, GivesTheSourceTheKindOfValueThatItHolds) {
    struct Case {
        Kind kind;
        Json target;
        std::optional<Json> source;
    };
    const Case cases[] = {
        {Kind::kText, 12, "12"},
        {Kind::kText, 12.5, "12.5"},
        {Kind::kText, "", ""},
        {Kind::kText, nullptr, nullptr},
        {Kind::kText, Json{"a"}, "a"},
        {Kind::kBoolean, "True", true},
        {Kind::kBoolean, "yes", std::nullopt},
        {Kind::kInteger, "", nullptr},
        {Kind::kInteger, "12", 12},
        {Kind::kNumber, "1.5", 1.5},
    };
    for (const Case& c : cases) {
        const Mapping mapping("\"integer\"", c.kind);
        EXPECT_EQ(mapping.ToSource(c.target), c.source) << c.target;
    }
    EXPECT_EQ(Mapping("N/A", Kind::kText).ToSource(12), Json(12));
}

TEST(Mapping, LeavesAPropertyAloneWhoseTypeItCannotEvaluate) {
    for (const char* type :
         {R"(["datetime-format","%Y-%m-%d","_."])", R"("if", "is-decimal", "decimal"])",
          "\"phone\"", R"(["integer"])", "{", "[]"}) {
        const Mapping mapping(type, Kind::kText);
        EXPECT_FALSE(mapping.IsEvaluated()) << type;
        EXPECT_EQ(mapping.ToTarget("x"), std::nullopt) << type;
        EXPECT_EQ(mapping.ToSource("x"), std::nullopt) << type;
    }
}

TEST(Value, IsTheSameApartFromHowItIsWritten) {
    EXPECT_TRUE(SameValue(1, 1.0));
    EXPECT_TRUE(SameValue(nullptr, ""));
    EXPECT_FALSE(SameValue("1", 1));
    EXPECT_FALSE(SameValue(false, nullptr));
    EXPECT_FALSE(SameValue(0, nullptr));
    EXPECT_FALSE(SameValue("a", "A"));
}

TEST(Value, KnowsTheKindsOfTheFields) {
    EXPECT_EQ(FieldKind("users", "banned"), Kind::kBoolean);
    EXPECT_EQ(FieldKind("users", "profile.locale.name"), Kind::kText);
    EXPECT_EQ(FieldKind("customers", "BillableRate"), Kind::kNumber);
    EXPECT_EQ(FieldKind("customers", "ExternalNumber"), Kind::kInteger);
    EXPECT_EQ(FieldKind("users", "id"), Kind::kText);
    EXPECT_EQ(FieldKind("contactperson", "id"), Kind::kInteger);
}

}  // namespace
}  // namespace plumb::mocks::sesam
