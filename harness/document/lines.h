#pragma once

#include <algorithm>
#include <cstring>
#include <string_view>

namespace plumb::document {

/// One line without its end and the blanks that stand before that.
struct Line {
    std::string_view text;
    int number = 0;

    bool IsBlank() const { return text.empty(); }
    bool IsIndented() const { return !text.empty() && (text[0] == ' ' || text[0] == '\t'); }
    int ColumnOf(std::string_view part) const {
        return static_cast<int>(part.data() - text.data()) + 1;
    }
};

inline bool IsBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

inline std::string_view TrimRight(std::string_view text) {
    while (!text.empty() && IsBlank(text.back())) text.remove_suffix(1);
    return text;
}

inline std::string_view TrimLeft(std::string_view text) {
    while (!text.empty() && IsBlank(text.front())) text.remove_prefix(1);
    return text;
}

/// True when the line is made of `mark` only, at least four of them.
inline bool IsRule(std::string_view line, char mark) {
    return line.size() >= 4 && line.find_first_not_of(mark) == std::string_view::npos;
}

/// Walks through a text line by line; LF and CR LF end a line.
class Lines final {
  public:
    explicit Lines(std::string_view text) : rest_(text) { Advance(); }

    bool AtEnd() const { return at_end_; }
    const Line& Current() const { return current_; }

    void Advance() {
        at_end_ = rest_.empty();
        if (at_end_) return;
        const std::size_t length = NextLength();
        current_ = Line{TrimRight(rest_.substr(0, length)), current_.number + 1};
        rest_.remove_prefix(std::min(length + 1, rest_.size()));
    }

    void SkipBlank() {
        while (!at_end_ && current_.IsBlank()) Advance();
    }

    /// True when the line after the current one underlines it.
    bool IsTitle(char mark) const {
        if (rest_.empty() || rest_.front() != mark) return false;
        return IsRule(TrimRight(rest_.substr(0, NextLength())), mark);
    }

  private:
    std::size_t NextLength() const {
        const void* end = std::memchr(rest_.data(), '\n', rest_.size());
        if (end == nullptr) return rest_.size();
        return static_cast<std::size_t>(static_cast<const char*>(end) - rest_.data());
    }

    std::string_view rest_;
    Line current_;
    bool at_end_ = false;
};

}  // namespace plumb::document
