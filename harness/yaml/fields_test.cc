#include "harness/yaml/fields.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace plumb::yaml {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class FieldsTest : public ::testing::Test {
  protected:
    Fields Open(std::string_view yaml) {
        node_ = Parse(yaml, "f.yaml").value_or(Node{});
        return Fields(node_, "a pipe", problems_);
    }
    std::string Told() const {
        std::string text;
        for (const Problem& problem : problems_) text += ToString(problem) + "\n";
        return text;
    }

    Node node_;
    std::vector<Problem> problems_;
};

TEST_F(FieldsTest, ReadValuesOfTheirKinds) {
    Fields fields = Open("{t: 5, b: true, i: -3, n: 2.5, l: [a, b], one: a, e: fast}");
    EXPECT_EQ(fields.Text("t"), "5");
    EXPECT_EQ(fields.RequiredText("t"), "5");
    EXPECT_EQ(fields.Bool("b"), true);
    EXPECT_EQ(fields.Integer("i", -5, 5), -3);
    EXPECT_EQ(fields.Number("n", 0, 3), 2.5);
    EXPECT_THAT(fields.Texts("l"), ElementsAre("a", "b"));
    EXPECT_THAT(fields.Texts("one"), ElementsAre("a"));
    EXPECT_EQ(fields.OneOf("e", {"fast", "slow"}), "fast");
    EXPECT_EQ(fields.Text("absent"), std::nullopt);
    fields.Finish();
    EXPECT_THAT(problems_, IsEmpty()) << Told();
}

TEST_F(FieldsTest, ReportAnUnknownKeyWithItsPlaceAndASuggestion) {
    Fields fields = Open("titel: x\n");
    fields.RequiredText("title");
    fields.Finish();
    EXPECT_EQ(Told(),
              "f.yaml:1:1: a pipe needs the key 'title'\n"
              "f.yaml:1:1: a pipe has no key 'titel'\n    did you mean 'title'?\n");
}

TEST_F(FieldsTest, ListTheKeysWhenNoneIsNear) {
    Fields fields = Open("zzzzzzzz: x\n");
    fields.Text("title");
    fields.Bool("on");
    fields.Finish();
    EXPECT_THAT(Told(), HasSubstr("its keys are: title, on"));
}

TEST_F(FieldsTest, ReportEveryWrongKindAndAnswerAsIfAbsent) {
    Fields fields = Open(
        "{t: [], u: , b: 'true', i: 7, j: 1.5, big: 18446744073709551615, n: x, l: {}, m: [[]], "
        "e: fats, tag: !x y}");
    EXPECT_EQ(fields.Text("t"), std::nullopt);
    EXPECT_EQ(fields.Text("u"), std::nullopt);
    EXPECT_EQ(fields.Bool("b"), std::nullopt);
    EXPECT_EQ(fields.Integer("i", 0, 5), std::nullopt);
    EXPECT_EQ(fields.Integer("j", 0, 5), std::nullopt);
    EXPECT_EQ(fields.Integer("big", 0, INT64_MAX), std::nullopt);
    EXPECT_EQ(fields.Number("n", 0, 5), std::nullopt);
    EXPECT_THAT(fields.Texts("l"), IsEmpty());
    EXPECT_THAT(fields.Texts("m"), IsEmpty());
    EXPECT_EQ(fields.OneOf("e", {"fast", "slow"}), std::nullopt);
    EXPECT_EQ(fields.Text("tag"), std::nullopt);
    EXPECT_THAT(problems_, SizeIs(11)) << Told();
    EXPECT_THAT(Told(), HasSubstr("'i' must be a whole number from 0 to 5, not '7'"));
    EXPECT_THAT(Told(), HasSubstr("'e' cannot be 'fats'\n    did you mean 'fast'?"));
    EXPECT_THAT(Told(), HasSubstr("'tag' must be a text, not the tag !x"));
}

TEST_F(FieldsTest, ReportEachOfSeveralChoicesAtItsOwnPlace) {
    Fields fields = Open("roles: [read, wriet, read]\none: read\nbad: all\n");
    EXPECT_THAT(fields.SomeOf("roles", {"read", "write"}), ElementsAre("read", "read"));
    EXPECT_THAT(fields.SomeOf("one", {"read", "write"}), ElementsAre("read"));
    EXPECT_THAT(fields.SomeOf("bad", {"read", "write"}), IsEmpty());
    EXPECT_THAT(fields.SomeOf("absent", {"read"}), IsEmpty());
    fields.Finish();
    EXPECT_EQ(Told(),
              "f.yaml:1:15: 'roles' cannot be 'wriet'\n    did you mean 'write'?\n"
              "f.yaml:3:6: 'bad' cannot be 'all'\n    it is one of: read, write\n");
}

TEST_F(FieldsTest, ReportWhatIsNoMappingOnce) {
    Fields fields = Open("- a\n");
    EXPECT_FALSE(fields.IsMap());
    fields.RequiredText("title");
    fields.Finish();
    EXPECT_EQ(Told(), "f.yaml:1:1: a pipe must be a mapping (key: value), not a list\n");
}

TEST_F(FieldsTest, DoNotTellEveryKeyOfATextThatIsSomethingElse) {
    std::string yaml;
    for (int i = 0; i < 500; ++i) yaml += fmt::format("key{}: 1\n", i);
    Fields fields = Open(yaml);
    fields.Finish();
    EXPECT_THAT(problems_, SizeIs(21));
}

}  // namespace
}  // namespace plumb::yaml
