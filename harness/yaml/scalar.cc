#include "harness/yaml/scalar.h"

#include <fmt/format.h>
#include <algorithm>
#include <span>

#include "harness/base/text.h"

namespace plumb::yaml {

namespace {

bool IsLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Also what other readers of YAML (1.1) take for a boolean.
bool IsKeyword(std::string_view text) {
    static constexpr std::string_view kKeywords[] = {"null", "true", "false", "yes", "no",
                                                     "on",   "off",  "y",     "n"};
    return std::find(std::begin(kKeywords), std::end(kKeywords), ToLower(text)) !=
           std::end(kKeywords);
}

/// Deliberately narrow: starts with a letter, so it is never a number or an indicator.
bool IsPlain(std::string_view text) {
    if (text.empty() || !IsLetter(text.front()) || text.back() == ' ') return false;
    const bool safe = std::all_of(text.begin(), text.end(), [](char c) {
        return IsLetter(c) || (c >= '0' && c <= '9') ||
               std::string_view(" ._-/=()+").find(c) != std::string_view::npos;
    });
    return safe && !IsKeyword(text);
}

bool IsPrintableAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::string SingleQuoted(std::string_view text) {
    return "'" + ReplaceAll(std::string(text), "'", "''") + "'";
}

std::size_t LengthOfCharacter(std::string_view text) {
    for (std::size_t length = 1; length <= std::min<std::size_t>(4, text.size()); ++length) {
        if (IsUtf8(text.substr(0, length))) return length;
    }
    return 0;
}

std::string EscapeAscii(char c) {
    switch (c) {
        case '"':
            return "\\\"";
        case '\\':
            return "\\\\";
        case '\n':
            return "\\n";
        case '\r':
            return "\\r";
        case '\t':
            return "\\t";
        default:
            break;
    }
    if (c >= 0x20 && c < 0x7F) return std::string(1, c);
    return fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
}

/// Characters beyond ASCII that break lines or cannot be seen are written as escapes.
std::string EscapeWide(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
    if (byte(0) == 0xC2 && byte(1) <= 0xA0) return fmt::format("\\x{:02X}", byte(1));
    if (character == "\u2028" || character == "\u2029") {
        return fmt::format("\\u20{:02X}", byte(2) - 0x80);
    }
    if (character == "\uFEFF") return "\\uFEFF";
    return std::string(character);
}

}  // namespace

std::string Quoted(std::string_view text) {
    std::string quoted = "\"";
    while (!text.empty()) {
        const std::size_t length = LengthOfCharacter(text);
        if (length == 0) quoted += "\uFFFD";
        if (length == 1) quoted += EscapeAscii(text.front());
        if (length > 1) quoted += EscapeWide(text.substr(0, length));
        text.remove_prefix(std::max<std::size_t>(length, 1));
    }
    return quoted + "\"";
}

std::string Scalar(std::string_view text) {
    if (IsPlain(text)) return std::string(text);
    const bool has_quotes = text.find_first_of("\"\\") != std::string_view::npos;
    if (has_quotes && IsPrintableAscii(text)) return SingleQuoted(text);
    return Quoted(text);
}

}  // namespace plumb::yaml
