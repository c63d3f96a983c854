#include "harness/report/visible.h"

#include <gmock/gmock.h>

namespace plumb::report {
namespace {

struct Shown {
    const char* name;
    std::string text;
    std::string visible;
};

class Visibles : public ::testing::TestWithParam<Shown> {};

TEST_P(Visibles, HideNothing) {
    EXPECT_EQ(VisibleLine(GetParam().text), GetParam().visible);
}

INSTANTIATE_TEST_SUITE_P(Visible, Visibles,
                         ::testing::Values(Shown{"Plain", "Åse, 漢字 & 😀", "Åse, 漢字 & 😀"},
                                           Shown{"Controls", std::string("a\0b\x1B[31m\x7F", 9),
                                                 "a⟨NUL⟩b⟨ESC⟩[31m⟨DEL⟩"},
                                           Shown{"LineBreaks", "a\r\n\tb", "a⟨CR⟩⟨LF⟩⟨TAB⟩b"},
                                           Shown{"Bidi", "a\u202Eb\u2066c", "a⟨U+202E⟩b⟨U+2066⟩c"},
                                           Shown{"NoWidth", "a\u200Bb\uFEFF", "a⟨U+200B⟩b⟨U+FEFF⟩"},
                                           Shown{"NoBreakSpace", "a\u00A0", "a⟨U+00A0⟩"},
                                           Shown{"C1", "\u0085", "⟨U+0085⟩"},
                                           Shown{"Tags", "\U000E0041", "⟨U+E0041⟩"},
                                           Shown{"NoUtf8", "a\xff\xc3(", "a��("},
                                           Shown{"CutOff", "a\xe6\xbc", "a��"},
                                           Shown{"Overlong", "\xc0\xaf\xe0\x80\xaf", "�����"},
                                           Shown{"Surrogate", "\xed\xa0\x80", "���"}),
                         [](const auto& test) { return test.param.name; });

TEST(Visible, KeepsNewlinesAndTabsOfLongTexts) {
    EXPECT_EQ(Visible("a\n\tb\r"), "a\n\tb⟨CR⟩");
}

}  // namespace
}  // namespace plumb::report
