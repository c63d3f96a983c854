#include "harness/document/bytes.h"

#include <gmock/gmock.h>

#include <string>

namespace plumb::document {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

TEST(FindBadByte, PassesTexts) {
    for (const char* text :
         {"", "a", "plain ASCII of some length\r\n\t", "blåbær 🫐 漢字", "\x01\x7F"}) {
        EXPECT_EQ(FindBadByte(text), kNone) << text;
    }
}

TEST(FindBadByte, FindsItWhereverItStands) {
    for (std::size_t at = 0; at < 20; ++at) {
        for (const std::string& bad : {std::string(1, '\0'), std::string("\x80"),
                                       std::string("\xC3"), std::string("\xED\xA0\x80")}) {
            EXPECT_EQ(FindBadByte(std::string(at, 'x') + bad + "yyyyyyyyyyyyyyyy"), at);
            EXPECT_EQ(FindBadByte(std::string(at, 'x') + bad), at);
        }
    }
    EXPECT_EQ(FindBadByte("\xC3\xA6\xC3"), 2u);
}

}  // namespace
}  // namespace plumb::document
