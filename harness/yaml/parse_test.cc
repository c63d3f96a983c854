#include <fmt/format.h>
#include <gmock/gmock.h>

#include "harness/testing/result_matchers.h"
#include "harness/testing/temp_dir.h"
#include "harness/yaml/node.h"

namespace plumb::yaml {
namespace {

using ::plumb::testing::Fails;
using ::plumb::testing::IsOk;
using ::testing::HasSubstr;

Node MustParse(std::string_view text) {
    auto node = Parse(text, "f.yaml");
    EXPECT_THAT(node, IsOk()) << text;
    return node.value_or(Node{});
}

TEST(Parser, KeepsThePlaceOfEveryValueAndKey) {
    const Node root = MustParse("a: 1\nlist:\n  - x\n  - {k: v}\n");
    ASSERT_TRUE(root.IsMap());
    EXPECT_EQ(root.entries[0].place, (Place{"f.yaml", 1, 1}));
    EXPECT_EQ(root.entries[0].value.place, (Place{"f.yaml", 1, 4}));
    const Node& list = *root.Find("list");
    EXPECT_EQ(list.items[0].place, (Place{"f.yaml", 3, 5}));
    EXPECT_EQ(list.items[1].Find("k")->place, (Place{"f.yaml", 4, 9}));
    EXPECT_EQ(root.Find("absent"), nullptr);
}

TEST(Parser, TellsTextsFromPlainValues) {
    const Node root = MustParse("[plain, 'single', \"double\", ~, !absent x, !!str 5]");
    ASSERT_EQ(root.items.size(), 6u);
    EXPECT_FALSE(root.items[0].quoted);
    EXPECT_TRUE(root.items[1].quoted);
    EXPECT_TRUE(root.items[2].quoted);
    EXPECT_TRUE(root.items[3].IsNull());
    EXPECT_EQ(root.items[4].tag, "!absent");
    EXPECT_EQ(root.items[4].text, "x");
    EXPECT_TRUE(root.items[5].quoted);
    EXPECT_EQ(root.items[5].tag, "");
    EXPECT_TRUE(MustParse("|\n  block\n").quoted);
}

TEST(Parser, AnEmptyTextIsNull) {
    EXPECT_TRUE(MustParse("").IsNull());
    EXPECT_TRUE(MustParse("# only a comment\n").IsNull());
    EXPECT_TRUE(MustParse("---\n").IsNull());
}

TEST(Parser, AnEndOfTheDocumentMayBeWritten) {
    for (const char* text : {"a: |\n  x\n", "a: |\n  x\n...\n", "a: |\n  x\n\n...\n\n"}) {
        EXPECT_EQ(ToJson(MustParse(text)).dump(), R"({"a":"x\n"})") << text;
    }
    EXPECT_EQ(MustParse("|\n  x").text, "x");
    EXPECT_EQ(MustParse("x\n\n \n").text, "x");
}

TEST(Parser, ReadsJson) {
    const Node root = MustParse(R"({"a": [1, 2.5, "x\u00e9\n", null, true], "b": {}})");
    EXPECT_EQ(ToJson(root).dump(), R"({"a":[1,2.5,"xé\n",null,true],"b":{}})");
}

TEST(Parser, ExpandsAliases) {
    const Node root = MustParse("a: &x {k: [1, 2]}\nb: *x\n");
    EXPECT_EQ(ToJson(*root.Find("a")), ToJson(*root.Find("b")));
    EXPECT_EQ(root.Find("b")->place.line, 2);
}

struct Refusal {
    const char* name;
    std::string text;
    const char* message;
};

class ParserRefuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(ParserRefuses, WithItsPlace) {
    EXPECT_THAT(Parse(GetParam().text, "f.yaml"), Fails(HasSubstr(GetParam().message)));
}

INSTANTIATE_TEST_SUITE_P(
    Broken, ParserRefuses,
    ::testing::Values(
        Refusal{"Syntax", "a: [1, 2\nb: 3\n", "f.yaml:"},
        Refusal{"QuotesThatStayOpen", "a: \"text\nb: 3\n", "f.yaml:3:1"},
        Refusal{"SingleQuotesThatStayOpen", "a: 'text\nb: 3\n  ", "f.yaml:4:1"},
        Refusal{"DuplicateKeys", "a: 1\nb: 2\na: 3\n", "f.yaml:3:1: the key 'a' stands here twice"},
        Refusal{"DuplicateQuotedKeys", "{a: 1, 'a': 2}", "f.yaml:1:8: the key 'a'"},
        Refusal{"ListsAsKeys", "? [a]\n: 1\n", "f.yaml:1:3: a key must be a plain text"},
        Refusal{"NullAsKey", "~: 1\n", "f.yaml:1:1: a key must be a plain text"},
        Refusal{"ASecondDocument", "a: 1\n---\nb: 2\n", "f.yaml:2:1: a second document"},
        Refusal{"InvalidUtf8", "a: 1\nb: \xC3\x28\n", "f.yaml:2:1: this line is not UTF-8"},
        Refusal{"ZeroBytes", std::string("a: \0b", 5), "f.yaml:1:4: the control character 0x00"},
        Refusal{"EndOfTransmission", "a: \x04\nb: 1", "f.yaml:1:4: the control character 0x04"},
        Refusal{"UndefinedAliases", "a: *x\n", "f.yaml:1:4"},
        Refusal{"AnAliasInsideItself", "a: &x [*x]\n", "f.yaml:1:8: an alias cannot stand inside"}),
    [](const auto& tested) { return std::string(tested.param.name); });

TEST(Parser, RefusesDeepNestingBeforeItCostsStack) {
    const std::string open(200'000, '['), close(200'000, ']');
    EXPECT_THAT(Parse(open + close, "f.yaml"), Fails(HasSubstr("f.yaml:1:65: nested deeper")));
    EXPECT_THAT(Parse(std::string(2'000'000, '['), "f.yaml"), Fails(HasSubstr("left open?")));
    EXPECT_THAT(Parse(std::string(2'000'000, '{'), "f.yaml"), Fails(HasSubstr("f.yaml:1:")));
    std::string block;
    for (int i = 0; i < 300; ++i) block += "- ";
    EXPECT_THAT(Parse(block + "x", "f.yaml"), Fails(HasSubstr("nested deeper than 64 levels")));
}

TEST(Parser, CountsTheDepthOfAliases) {
    std::string text = "a0: &a0 [x]\n";
    for (int i = 1; i < 100; ++i) text += fmt::format("a{0}: &a{0} [*a{1}]\n", i, i - 1);
    EXPECT_THAT(Parse(text, "f.yaml"), Fails(HasSubstr("nested deeper than 64 levels")));
}

TEST(Parser, RefusesAliasesThatExplode) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 20; ++i) {
        text += fmt::format("a{0}: &a{0} [*a{1}, *a{1}, *a{1}, *a{1}, *a{1}]\n", i, i - 1);
    }
    EXPECT_THAT(Parse(text, "f.yaml"), Fails(HasSubstr("more than 1000000 values")));

    std::string long_text = "a: &a " + std::string(1 << 20, 'x') + "\nb: [";
    for (int i = 0; i < 100; ++i) long_text += "*a, ";
    EXPECT_THAT(Parse(long_text + "]\n", "f.yaml"), Fails(HasSubstr("aliases repeat more")));
}

TEST(Parser, RefusesTooManyBytesAndValues) {
    EXPECT_THAT(Parse("abcdef", "f.yaml", Limits{.bytes = 5}), Fails(HasSubstr("6 bytes")));
    EXPECT_THAT(Parse("[a, b, c]", "f.yaml", Limits{.nodes = 3}),
                Fails(HasSubstr("more than 3 values")));
    EXPECT_THAT(Parse("[a, b]", "f.yaml", Limits{.nodes = 3}), IsOk());
}

TEST(Parser, NamesAFileThatCannotBeRead) {
    EXPECT_THAT(ParseFile("/nonexistent/x.yaml"), Fails(HasSubstr("/nonexistent/x.yaml: cannot")));
    const testing::TempDir dir;
    EXPECT_THAT(ParseFile(dir.Path().string()), Fails(HasSubstr("is a folder")));
    const auto file = dir.Write("a.yaml", "a: 1\n");
    EXPECT_THAT(ParseFile(file.string()), IsOk());
    EXPECT_THAT(ParseFile(file.string(), Limits{.bytes = 2}), Fails(HasSubstr("more than the 2")));
}

}  // namespace
}  // namespace plumb::yaml
