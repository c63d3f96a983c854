#include "mocks/poweroffice/odata_filter.h"

#include <gmock/gmock.h>

namespace plumb::mocks::poweroffice::odata {
namespace {

using ::testing::HasSubstr;

const std::vector<Property> kProperties = {{"Name", Type::kText},          {"Id", Type::kInteger},
                                           {"IsActive", Type::kBoolean},   {"Born", Type::kDate},
                                           {"LastChanged", Type::kMoment}, {"City", Type::kText}};

Stamp At(const char* text) {
    return *ParseStamp(text);
}

/// Kari's Shop, 42, active, born 2015-11-26, changed 2023-01-01T12:00:00.5, no city.
Value Kari(std::size_t property) {
    switch (property) {
        case 0:
            return "Kari's Shop";
        case 1:
            return std::int64_t{42};
        case 2:
            return true;
        case 3:
            return Date{At("2015-11-26")};
        case 4:
            return Moment{At("2023-01-01T12:00:00.5Z")};
        default:
            return {};
    }
}

struct FilterSample {
    const char* filter;
    bool matches;
};

class FilterSamples : public ::testing::TestWithParam<FilterSample> {};

TEST_P(FilterSamples, MatchAsThePublishedRulesSay) {
    const auto filter = ReadFilter(GetParam().filter, kProperties);
    ASSERT_TRUE(filter) << GetParam().filter << ": " << filter.error().detail;
    EXPECT_EQ(Matches(*filter, Kari), GetParam().matches) << GetParam().filter;
}

// Facts B4: operators, functions, literals, letter case, parentheses.
INSTANTIATE_TEST_SUITE_P(
    Filter, FilterSamples,
    ::testing::Values(FilterSample{"(Id eq 42)", true}, FilterSample{"(Id ne 42)", false},
                      FilterSample{"(Id gt 41)", true}, FilterSample{"(Id gt 42)", false},
                      FilterSample{"(Id ge 42)", true}, FilterSample{"(Id lt 42)", false},
                      FilterSample{"(Id le 42)", true}, FilterSample{"(Id lt 42.5)", true},
                      FilterSample{"(Id gt -1)", true}, FilterSample{"(42 eq Id)", true},
                      FilterSample{"(Name eq 'Kari''s Shop')", true},
                      FilterSample{"(Name eq 'kari''s shop')", false},
                      FilterSample{"(tolower(Name) eq 'kari''s shop')", true},
                      FilterSample{"(startswith(Name,'Kari') eq true)", true},
                      FilterSample{"(startswith(Name,'kari') eq true)", false},
                      FilterSample{"(startswith(tolower(Name), tolower('KARI')) eq true)", true},
                      FilterSample{"(startswith(Name,'Ola') eq false)", true},
                      FilterSample{"(IsActive eq true)", true},
                      FilterSample{"(Id eq 1 or Id eq 42 and IsActive eq true)", true},
                      FilterSample{"((Id eq 42 or Id eq 1) and IsActive eq false)", false},
                      FilterSample{"(Id eq 42) and (IsActive eq true)", true},
                      FilterSample{"(not (Id eq 42))", false}, FilterSample{"not (Id eq 1)", true},
                      FilterSample{"(Born eq DateTime'2015-11-26')", true},
                      FilterSample{"(Born lt datetime'2015-11-27')", true},
                      FilterSample{"(LastChanged ge datetimeoffset'2023-01-01')", true},
                      FilterSample{"(LastChanged gt DateTimeOffset'2023-01-01T12:00:00Z')", true},
                      FilterSample{"(LastChanged gt DATETIMEOFFSET'2023-01-01T12:00:00.5Z')",
                                   false},
                      FilterSample{"(City eq null)", true}, FilterSample{"(City ne null)", false},
                      FilterSample{"(City ne 'Oslo')", true}, FilterSample{"(City gt 'A')", false},
                      FilterSample{"(tolower(City) eq null)", true},
                      FilterSample{"(Name ne null)", true}));

struct Broken {
    const char* filter;
    const char* message;
};

class BrokenFilters : public ::testing::TestWithParam<Broken> {};

// Facts B4: what is not listed there.
TEST_P(BrokenFilters, AreRefusedWithTheCharacter) {
    const auto filter = ReadFilter(GetParam().filter, kProperties);
    ASSERT_FALSE(filter) << GetParam().filter;
    EXPECT_EQ(filter.error().why, Why::kMalformed);
    EXPECT_THAT(filter.error().detail, HasSubstr(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(
    Filter, BrokenFilters,
    ::testing::Values(Broken{"Id eq 1", "parentheses: (Id eq 1) (character 1)"},
                      Broken{"(Id eq 1) and Id eq 2", "(character 15)"},
                      Broken{"startswith(Name,'a') eq true", "(character 1)"},
                      Broken{"", "(character 1)"}, Broken{"()", "found ')' (character 2)"},
                      Broken{"(Id eq 1", "expected ')', found the end (character 9)"},
                      Broken{"(Id eq 1))", "(character 10)"},
                      Broken{"(id eq 1)", "no property 'id'; did you mean 'Id'? (character 2)"},
                      Broken{"(Id EQ 1)", "found 'EQ' (character 5)"},
                      Broken{"(Id eq '1')", "types that cannot be compared so (character 5)"},
                      Broken{"(IsActive gt true)", "(character 11)"},
                      Broken{"(Id gt null)", "(character 5)"},
                      Broken{"(LastChanged ge '2023-01-01')", "(character 14)"},
                      Broken{"(LastChanged ge DateTime'2023-01-01')", "(character 14)"},
                      Broken{"(LastChanged ge DateTimeOffset'soon')", "'soon' is not a time"},
                      Broken{"(Name eq 'open)", "no closing quote (character 10)"},
                      Broken{"(Name eq guid'x')", "no literals of the kind guid"},
                      Broken{"(contains(Name,'a') eq true)", "no function 'contains'"},
                      Broken{"(startswith(Name,'a'))", "expected eq, ne"},
                      Broken{"(startswith(Id,'a') eq true)", "expected a text (character 13)"},
                      Broken{"(tolower(Name,'a') eq 'a')", "expected ')'"},
                      Broken{"(Id eq 1.2.3)", "'1.2.3' is not a number"},
                      Broken{"(Id eq 99999999999999999999999999x)", "expected ')'"},
                      Broken{"(Id eq 1 xor Id eq 2)", "found 'xor'"},
                      Broken{"(Id eq \xff)", "unexpected character '\\xFF' (character 8)"},
                      Broken{"(Id eq 1 and)", "found ')' (character 13)"}));

TEST(Filter, RefusesWhatIsNestedTooDeepOrTooLong) {
    const auto nested = std::string(5000, '(') + "Id eq 1" + std::string(5000, ')');
    EXPECT_THAT(ReadFilter(nested, kProperties).error().detail, HasSubstr("nested too deep"));
    std::string negations;
    for (int i = 0; i < 3000; ++i) negations += "not ";
    EXPECT_THAT(ReadFilter("(" + negations + "(Id eq 1))", kProperties).error().detail,
                HasSubstr("nested too deep"));
    std::string functions = "(";
    for (int i = 0; i < 1500; ++i) functions += "tolower(";
    EXPECT_THAT(ReadFilter(functions, kProperties).error().detail, HasSubstr("nested too deep"));
    EXPECT_THAT(ReadFilter(std::string(20'000, ' '), kProperties).error().detail,
                HasSubstr("too long"));
}

// Facts B2 and B4: what changed since is what Sesam asks for.
TEST(Filter, TellsTheEarliestMomentOnlyWhereEveryMatchIsLater) {
    const auto bound = [](const char* filter) {
        return LowerBound(*ReadFilter(filter, kProperties), 4);
    };
    EXPECT_EQ(bound("(LastChanged ge DateTimeOffset'2023-01-01')"), At("2023-01-01"));
    EXPECT_EQ(bound("(Id eq 1 and LastChanged gt DateTimeOffset'2023-01-02')"), At("2023-01-02"));
    EXPECT_EQ(bound("(Id eq 1 or LastChanged gt DateTimeOffset'2023-01-02')"), std::nullopt);
    EXPECT_EQ(bound("(not (LastChanged gt DateTimeOffset'2023-01-02'))"), std::nullopt);
    EXPECT_EQ(bound("(LastChanged lt DateTimeOffset'2023-01-02')"), std::nullopt);
}

// Facts B4: eq, or, not, tolower.
TEST(Filter, TellsTheValuesOfAPropertyOnlyWhereEveryMatchHasOne) {
    const auto names = [](const char* text) {
        const auto filter = ReadFilter(text, kProperties);
        const auto values = EqualTo(*filter, 0);
        std::string joined = values ? "" : "any";
        for (const Value& value : values.value_or(std::vector<Value>()))
            joined += std::string(std::get<std::string_view>(value)) + ";";
        return joined;
    };
    EXPECT_EQ(names("(Name eq 'A')"), "A;");
    EXPECT_EQ(names("('A' eq Name)"), "A;");
    EXPECT_EQ(names("(tolower(Name) eq 'a')"), "a;");
    EXPECT_EQ(names("(Id gt 1 and (Name eq 'A' or Name eq 'B'))"), "A;B;");
    for (const char* open : {"(Name ne 'A')", "(Name eq null)", "(Name eq 'A' or Id eq 1)",
                             "(not (Name eq 'A'))", "(Name gt 'A')", "(Name eq tolower(Name))"}) {
        EXPECT_EQ(names(open), "any") << open;
    }
}

// Facts B4: $orderby=Name asc, the property in PascalCase.
TEST(Order, ReadsPropertiesAndWays) {
    const auto order = ReadOrder("Name desc, Id", kProperties);
    ASSERT_TRUE(order);
    ASSERT_EQ(order->size(), 2u);
    EXPECT_TRUE((*order)[0].descending);
    EXPECT_EQ((*order)[1].property, 1u);
    for (const char* broken : {"", "name asc", "Name upwards", "Name,", "Name asc asc"}) {
        EXPECT_FALSE(ReadOrder(broken, kProperties)) << broken;
    }
}

}  // namespace
}  // namespace plumb::mocks::poweroffice::odata
