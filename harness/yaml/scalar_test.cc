#include "harness/yaml/scalar.h"

#include <gmock/gmock.h>
#include <rapidcheck.h>

#include "harness/yaml/node.h"

namespace plumb::yaml {
namespace {

TEST(Scalar, IsPlainWhereNoReaderCanMistakeIt) {
    EXPECT_EQ(Scalar("YouTrack Users"), "YouTrack Users");
    EXPECT_EQ(Scalar("a.b = c.d"), "a.b = c.d");
    EXPECT_EQ(Scalar("No"), "\"No\"");
    EXPECT_EQ(Scalar("12"), "\"12\"");
    EXPECT_EQ(Scalar(""), "\"\"");
    EXPECT_EQ(Scalar("a: b"), "\"a: b\"");
    EXPECT_EQ(Scalar("\"string\""), "'\"string\"'");
    EXPECT_EQ(Scalar("it's \"x\""), "'it''s \"x\"'");
    EXPECT_EQ(Scalar("a\nb\x01"), "\"a\\nb\\x01\"");
    EXPECT_EQ(Scalar("blå"), "\"blå\"");
    EXPECT_EQ(Scalar("a\xFF"), "\"a\uFFFD\"");
    EXPECT_EQ(Quoted("plain"), "\"plain\"");
}

std::string AnyText() {
    // Bytes and characters that have a meaning in YAML, or none in any text.
    const auto piece = rc::gen::element<std::string>(
        "a", "Z", "0", "-", "- ", ":", ": ", "#", " #", "~", "'", "\"", "\\", "\n", "\r", "\t", " ",
        "[", "]", "{", "}", ",", "&a", "*a", "!t", "|", ">", "%", "@", "`", "?", "=", "null",
        "true", ".inf", "1e3", "é", "漢", "🫐", "\u0085", "\u00A0", "\u2028", "\u2029", "\uFEFF",
        "\x01", "\x7F", "---", "...");
    std::string text;
    for (const std::string& part : *rc::gen::container<std::vector<std::string>>(piece))
        text += part;
    return text;
}

TEST(Scalar, IsReadBackEqualWhereverItStands) {
    EXPECT_TRUE(rc::check([] {
        const std::string text = AnyText();
        const std::string scalar = Scalar(text);
        RC_ASSERT(scalar.find('\n') == std::string::npos);
        for (const std::string& yaml :
             {scalar, "- " + scalar, "k: " + scalar, "[" + scalar + "]",
              "{k: " + scalar + ", l: 1}", "- {k: " + scalar + "}  # x"}) {
            const auto node = Parse(yaml, "f.yaml");
            RC_ASSERT(node.has_value());
            const Node* value = &*node;
            if (value->IsList()) value = &value->items.at(0);
            if (value->IsMap()) value = value->Find("k");
            RC_ASSERT(value->IsScalar());
            RC_ASSERT(value->text == text);
            RC_ASSERT(ToJson(*value) == nlohmann::json(text));
        }
        const auto map = Parse(scalar + ": 1", "f.yaml");
        RC_ASSERT(map.has_value());
        RC_ASSERT(map->entries.at(0).key == text);
    }));
}

}  // namespace
}  // namespace plumb::yaml
