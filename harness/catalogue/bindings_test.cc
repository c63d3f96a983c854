#include "harness/catalogue/bindings.h"

#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"

namespace plumb::catalogue {
namespace {

using plumb::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

yaml::Node Parse(const std::string& text) {
    auto node = yaml::Parse(text, "t.yaml");
    EXPECT_THAT(node, IsOk());
    return node ? *node : yaml::Node();
}

Bindings Example() {
    Bindings bindings;
    bindings.SetText("from", "target");
    bindings.SetText("from.path", "emailAddress");
    bindings.SetText("flows.0.id", "a-to-b");
    bindings.SetTexts("synced.to", {"a", "b.c"});
    bindings.Set("key.value", Parse("[!absent]").items.front());
    bindings.SetWords("from", "YouTrack users");
    return bindings;
}

TEST(Bindings, FillKeysAndValuesAndLeaveTheRest) {
    std::vector<Problem> problems;
    const yaml::Node filled = Example().Fill(
        Parse("{$from: x, with: {$from.path: $key.value, y: fresh, z: $fresh.key, q: '$from'}, "
              "except: $synced.to, flow: $flows.0.id}"),
        problems);
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_EQ(filled.entries[0].key, "target");
    const yaml::Node& with = *filled.Find("with");
    EXPECT_EQ(with.Find("emailAddress")->tag, "!absent");
    EXPECT_EQ(with.Find("y")->text, "fresh");
    EXPECT_EQ(with.Find("z")->text, "$fresh.key");
    EXPECT_EQ(with.Find("q")->text, "$from") << "what is quoted is a literal";
    EXPECT_THAT(filled.Find("except")->items, SizeIs(2));
    EXPECT_EQ(filled.Find("flow")->text, "a-to-b");
}

TEST(Bindings, KnowListsByNumberInBrackets) {
    std::vector<Problem> problems;
    const yaml::Node filled = Example().Fill(Parse("flow: $flows[0].id\n"), problems);
    EXPECT_THAT(problems, IsEmpty());
    EXPECT_EQ(filled.Find("flow")->text, "a-to-b");
}

TEST(Bindings, KeepThePlaceOfTheReference) {
    std::vector<Problem> problems;
    const yaml::Node filled = Example().Fill(Parse("a: 1\nb: $from\n"), problems);
    EXPECT_EQ(filled.Find("b")->place.line, 2);
}

TEST(Bindings, ReportWhatStandsForNothing) {
    std::vector<Problem> problems;
    Example().Fill(Parse("{a: $form.path, $synced.to: 1, $from.path: 1, emailAddress: 2}"),
                   problems);
    ASSERT_THAT(problems, SizeIs(3));
    EXPECT_THAT(ToString(problems[0]), HasSubstr("did you mean '$from.path'"));
    EXPECT_THAT(ToString(problems[1]), HasSubstr("$synced.to is not one path"));
    EXPECT_THAT(ToString(problems[2]), HasSubstr("'emailAddress' stands here twice"));
}

TEST(Bindings, FillSummariesWithWords) {
    std::vector<Problem> problems;
    EXPECT_EQ(Example().FillSummary("{from}: {from.path} of {flows[0].id}.", {}, problems),
              "YouTrack users: emailAddress of a-to-b.");
    EXPECT_THAT(problems, IsEmpty());
    Example().FillSummary("{nobody}", {}, problems);
    EXPECT_THAT(problems, SizeIs(1));
}

}  // namespace
}  // namespace plumb::catalogue
