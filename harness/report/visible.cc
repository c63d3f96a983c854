#include "harness/report/visible.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace plumb::report {

namespace {

struct Range {
    char32_t first;
    char32_t last;
};

/// C1 controls, blanks that are none, soft hyphen, marks of direction and of width, tags.
constexpr std::array<Range, 15> kHidden{{{0x7F, 0xA0},
                                         {0xAD, 0xAD},
                                         {0x61C, 0x61C},
                                         {0x115F, 0x1160},
                                         {0x180E, 0x180E},
                                         {0x2000, 0x200F},
                                         {0x2028, 0x202F},
                                         {0x205F, 0x206F},
                                         {0x3000, 0x3000},
                                         {0x3164, 0x3164},
                                         {0xFEFF, 0xFEFF},
                                         {0xFFA0, 0xFFA0},
                                         {0xFFF0, 0xFFFB},
                                         {0xFFFE, 0xFFFF},
                                         {0xE0000, 0xE007F}}};

bool IsHidden(char32_t c) {
    return std::any_of(kHidden.begin(), kHidden.end(),
                       [&](const Range& range) { return c >= range.first && c <= range.last; });
}

std::size_t LengthOf(unsigned char first) {
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first < 0xE0) return 2;
    if (first >= 0xE0 && first < 0xF0) return 3;
    return first >= 0xF0 && first < 0xF5 ? 4 : 0;
}

/// Takes one character off the front; 0xFFFFFFFF, and one byte taken, when it is no UTF-8.
char32_t Take(std::string_view& text) {
    constexpr char32_t broken = 0xFFFFFFFF;
    const auto first = static_cast<unsigned char>(text.front());
    const std::size_t length = LengthOf(first);
    char32_t c = length <= 1 ? first : first & (0xFFu >> (length + 1));
    bool whole = length > 0 && length <= text.size();
    for (std::size_t i = 1; whole && i < length; ++i) {
        const auto next = static_cast<unsigned char>(text[i]);
        whole = (next & 0xC0u) == 0x80u;
        c = c << 6 | (next & 0x3Fu);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    whole = whole && c >= smallest[length] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    text.remove_prefix(whole ? length : 1);
    return whole ? c : broken;
}

std::string NameOf(char32_t c) {
    switch (c) {
        case 0x00:
            return "⟨NUL⟩";
        case 0x09:
            return "⟨TAB⟩";
        case 0x0A:
            return "⟨LF⟩";
        case 0x0D:
            return "⟨CR⟩";
        case 0x1B:
            return "⟨ESC⟩";
        case 0x7F:
            return "⟨DEL⟩";
        default:
            return fmt::format("⟨U+{:04X}⟩", static_cast<std::uint32_t>(c));
    }
}

std::string MakeVisible(std::string_view text, bool one_line) {
    std::string visible;
    visible.reserve(text.size());
    while (!text.empty()) {
        const std::string_view before = text;
        const char32_t c = Take(text);
        const bool is_break = c == '\n' || c == '\t';
        if (c == 0xFFFFFFFF) {
            visible += "�";
        } else if ((c < 0x20 && (one_line || !is_break)) || (c >= 0x7F && IsHidden(c))) {
            visible += NameOf(c);
        } else {
            visible += before.substr(0, before.size() - text.size());
        }
    }
    return visible;
}

}  // namespace

std::string Visible(std::string_view text) {
    return MakeVisible(text, false);
}
std::string VisibleLine(std::string_view text) {
    return MakeVisible(text, true);
}

}  // namespace plumb::report
