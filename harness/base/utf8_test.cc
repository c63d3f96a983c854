#include "harness/base/utf8.h"

#include <gmock/gmock.h>

namespace plumb {
namespace {

TEST(Utf8, IsMadeOfAnyBytes) {
    using namespace std::string_view_literals;
    EXPECT_EQ(ToUtf8(""), "");
    EXPECT_EQ(ToUtf8("Bjørn \"€\"\n\\"), "Bjørn \"€\"\n\\");
    EXPECT_EQ(ToUtf8("a\0b"sv), "a\0b"sv);
    EXPECT_EQ(ToUtf8("a\xBA"
                     "b"),
              "a\uFFFDb");
    EXPECT_EQ(ToUtf8("\xFF\xAF\xE2\x82"), "\uFFFD\uFFFD\uFFFD");
}

}  // namespace
}  // namespace plumb
