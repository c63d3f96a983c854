#include "harness/deviation/entry.h"

#include <algorithm>

#include "harness/base/text.h"

namespace plumb::deviation {

namespace {

bool IsDigit(char c) {
    return c >= '0' && c <= '9';
}

/// Where the stretch that begins at `begin` ends: before a quotation mark, a line break, or a word
/// that holds a digit.
std::size_t EndOfStretch(std::string_view reason, std::size_t begin) {
    std::size_t word = begin;
    for (std::size_t at = begin; at < reason.size(); ++at) {
        const char c = reason[at];
        if (c == '"' || c == '\n') return at;
        if (IsDigit(c)) return word;
        if (c == ' ') word = at + 1;
    }
    return reason.size();
}

/// Where the next stretch may begin: behind the quoted value or the word that ended the last one.
std::size_t SkipValue(std::string_view reason, std::size_t at) {
    if (at >= reason.size()) return reason.size();
    const bool quoted = reason[at] == '"';
    std::size_t end = at + 1;
    while (end < reason.size() && (quoted ? reason[end] != '"' : reason[end] != ' ')) {
        end += quoted && reason[end] == '\\' ? 2 : 1;
    }
    return std::min(end + (quoted ? 1 : 0), reason.size());
}

}  // namespace

bool IsExpired(const Entry& entry, Milliseconds at) {
    return !entry.expires.empty() && FormatTime(at).substr(0, 10) > entry.expires;
}

std::optional<std::size_t> FindEntry(const std::vector<Entry>& entries, std::string_view case_id) {
    std::optional<std::size_t> by_pattern;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        if (entries[i].cases == case_id) return i;
        if (!by_pattern && MatchesGlob(case_id, entries[i].cases)) by_pattern = i;
    }
    return by_pattern;
}

bool Says(std::string_view reason, std::string_view message) {
    std::size_t at = 0;
    while (!message.empty()) {
        const std::size_t gap = std::min(message.find(kAnyText), message.size());
        const std::string_view piece = Trim(message.substr(0, gap));
        at = reason.find(piece, at);
        if (at == std::string_view::npos) return false;
        at += piece.size();
        message.remove_prefix(std::min(gap + kAnyText.size(), message.size()));
    }
    return true;
}

std::string StableMessage(std::string_view reason) {
    constexpr std::size_t kTelling = 8;
    reason = reason.substr(0, reason.find('\n'));
    std::string message;
    std::size_t told = 0;
    for (std::size_t at = 0; at < reason.size();) {
        const std::size_t end = EndOfStretch(reason, at);
        const std::string_view stretch = reason.substr(at, end - at);
        told = std::max(told, Trim(stretch).size());
        const bool again = message.ends_with(kAnyText) && Trim(stretch).empty();
        message += again ? "" : stretch;
        if (end < reason.size() && !again) message += kAnyText;
        at = SkipValue(reason, end);
    }
    if (told < kTelling) return "";
    std::string_view trimmed = Trim(message);
    while (trimmed.ends_with(kAnyText))
        trimmed = Trim(trimmed.substr(0, trimmed.size() - kAnyText.size()));
    while (trimmed.starts_with(kAnyText)) trimmed = Trim(trimmed.substr(kAnyText.size()));
    return std::string(trimmed);
}

}  // namespace plumb::deviation
