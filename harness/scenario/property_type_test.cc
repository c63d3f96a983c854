#include "harness/scenario/property_type.h"

#include <gtest/gtest.h>

#include "harness/base/json_path.h"

namespace plumb::scenario {
namespace {

using nlohmann::json;
using Cast = PropertyType::Cast;

TEST(PropertyType, KnowsTheCastsOfTheDocuments) {
    const std::pair<const char*, Cast> cases[] = {
        {R"("string")", Cast::kString},
        {R"("integer")", Cast::kInteger},
        {R"("float")", Cast::kFloat},
        {R"("decimal")", Cast::kDecimal},
        {R"("boolean")", Cast::kBoolean},
        {R"("list")", Cast::kList},
        {R"(["list","_."])", Cast::kList},
        {R"(["integer",["decimal","_."]])", Cast::kInteger},
        {"decimal", Cast::kDecimal},
        {" N/A ", Cast::kNone},
        {"", Cast::kNone},
        {R"("date")", Cast::kOther},
        {R"(["if",["is-decimal","_."],["decimal","_."],["integer","_."]])", Cast::kOther},
        {R"(["integer",["replace"," ","","_."]])", Cast::kOther},
        {R"(["integer","_.x"])", Cast::kOther},
        {R"("if", "is-decimal", "decimal", "integer"])", Cast::kOther},
        {"[", Cast::kOther},
    };
    for (const auto& [text, cast] : cases) {
        EXPECT_EQ(PropertyType::Parse(text).GetCast(), cast) << text;
    }
}

struct Worked {
    const char* type;
    const char* in;
    const char* out;  ///< nullptr when the cast drops the value
};

TEST(PropertyType, CastsAsThePlatformDocumentsIt) {
    const Worked cases[] = {
        {"string", R"("x")", R"("x")"},
        {"string", "12", R"("12")"},
        {"string", "true", R"("true")"},
        {"string", R"({"a":1})", R"("{\"a\":1}")"},
        {"string", "null", "null"},
        {"integer", R"("1")", "1"},
        {"integer", R"(" 12 ")", "12"},
        {"integer", "124.4", "124"},
        {"integer", "-124.9", "-124"},
        {"integer", R"("0xff")", "-1"},
        {"integer", R"("0x00ff")", "255"},
        {"integer", R"("0xffffffffffffffff")", "-1"},
        {"integer", R"("10^2")", nullptr},
        {"integer", R"("abc")", nullptr},
        {"integer", R"("")", nullptr},
        {"integer", "1e300", nullptr},
        {"integer", "true", nullptr},
        {"integer", R"(["1","x",2.5])", "[1,2]"},
        {"decimal", R"("1.0")", "1.0"},
        {"decimal", R"("7")", "7"},
        {"decimal", "2.2", "2.2"},
        {"decimal", R"("1234567890.12345678901234567890")", R"("1234567890.12345678901234567890")"},
        {"decimal", R"("nan")", nullptr},
        {"decimal", R"("1,5")", nullptr},
        {"float", R"("2.5")", "2.5"},
        {"float", "2", "2.0"},
        {"float", R"("inf")", nullptr},
        {"boolean", "true", "true"},
        {"boolean", R"("TRUE")", "true"},
        {"boolean", R"("False")", "false"},
        {"boolean", "1", nullptr},
        {"boolean", R"("yes")", nullptr},
        {"boolean", "null", "null"},
        {"list", "1", "[1]"},
        {"list", "[1]", "[[1]]"},
        {"N/A", R"({"a":[1]})", R"({"a":[1]})"},
        {R"(["integer",["decimal","_."]])", R"("124.4")", "124"},
        {R"(["string",["integer",["decimal","_."]]])", R"("7.9")", R"("7")"},
        {R"(["integer",["decimal","_."]])", R"("x")", nullptr},
    };
    for (const Worked& worked : cases) {
        const std::optional<json> out =
            PropertyType::Parse(worked.type).ToTarget(ParseJson(worked.in));
        ASSERT_EQ(out.has_value(), worked.out != nullptr) << worked.type << " of " << worked.in;
        if (!out) continue;
        EXPECT_EQ(Dump(*out), worked.out) << worked.type << " of " << worked.in;
    }
}

TEST(PropertyType, LeavesOtherExpressionsUnevaluated) {
    const PropertyType type = PropertyType::Parse(R"(["datetime-format","%Y-%m-%d","_."])");
    EXPECT_FALSE(type.IsEvaluated());
    EXPECT_EQ(type.ToTarget("x"), std::nullopt);
}

TEST(SameValue, ComparesWhatIsHeldAndNotHowItIsWritten) {
    const std::pair<const char*, const char*> same[] = {
        {"1", "1.0"},
        {"null", R"("")"},
        {R"("")", R"("")"},
        {"[1,null]", R"([1.0,""])"},
        {R"({"a":1})", R"({"a":1.0,"b":null})"},
        {"true", "true"},
    };
    for (const auto& [a, b] : same) EXPECT_TRUE(SameValue(ParseJson(a), ParseJson(b))) << a << b;
    const std::pair<const char*, const char*> different[] = {
        {"1", R"("1")"},
        {"0", "null"},
        {"false", R"("")"},
        {R"("a")", R"("A")"},
        {"[1]", "[1,2]"},
        {R"("a ")", R"("a")"},
        {R"({"a":1})", R"({"a":2})"},
        {"[]", "null"},
        {"1", "true"},
        {"9007199254740993", "9007199254740992"},
    };
    for (const auto& [a, b] : different) {
        EXPECT_FALSE(SameValue(ParseJson(a), ParseJson(b))) << a << b;
        EXPECT_FALSE(SameValue(ParseJson(b), ParseJson(a))) << b << a;
    }
}

}  // namespace
}  // namespace plumb::scenario
