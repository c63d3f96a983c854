#include "mocks/poweroffice/odata_token.h"

#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::poweroffice::odata {

namespace {

constexpr std::size_t kMaxLength = 16'384;

bool IsLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool IsDigit(char c) {
    return c >= '0' && c <= '9';
}
bool IsBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

class Lexer final {
  public:
    explicit Lexer(std::string_view filter) : filter_(filter) {}

    Answer<Token> Next() {
        while (at_ < filter_.size() && IsBlank(filter_[at_])) ++at_;
        const std::size_t start = at_;
        if (at_ == filter_.size()) return Token{TokenKind::kEnd, "", start + 1};
        const char c = filter_[at_];
        if (c == '(' || c == ')' || c == ',') {
            ++at_;
            return Token{c == '('   ? TokenKind::kOpen
                         : c == ')' ? TokenKind::kClose
                                    : TokenKind::kComma,
                         std::string(1, c), start + 1};
        }
        if (c == '\'') return Quoted(TokenKind::kText, start);
        if (IsDigit(c) || c == '-') return Number(start);
        if (IsLetter(c)) return Word(start);
        return FilterError(fmt::format("unexpected character '{}'", Printable(c)), start + 1);
    }

  private:
    static std::string Printable(char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0x20 && byte < 0x7F ? std::string(1, c) : fmt::format("\\x{:02X}", byte);
    }

    /// A quote inside of a text is written twice.
    Answer<Token> Quoted(TokenKind kind, std::size_t start) {
        Token token{kind, "", start + 1};
        for (++at_; at_ < filter_.size(); ++at_) {
            if (filter_[at_] == '\'') {
                const bool twice = at_ + 1 < filter_.size() && filter_[at_ + 1] == '\'';
                if (!twice) {
                    ++at_;
                    return token;
                }
                ++at_;
            }
            token.text += filter_[at_];
        }
        return FilterError("this text has no closing quote", start + 1);
    }

    Answer<Token> Number(std::size_t start) {
        ++at_;
        while (at_ < filter_.size() && (IsDigit(filter_[at_]) || filter_[at_] == '.')) ++at_;
        return Token{TokenKind::kNumber, std::string(filter_.substr(start, at_ - start)),
                     start + 1};
    }

    Answer<Token> Word(std::size_t start) {
        while (at_ < filter_.size() && (IsLetter(filter_[at_]) || IsDigit(filter_[at_]))) ++at_;
        const std::string_view word = filter_.substr(start, at_ - start);
        const bool quote = at_ < filter_.size() && filter_[at_] == '\'';
        if (quote && ToLower(word) == "datetime") return Quoted(TokenKind::kDate, start);
        if (quote && ToLower(word) == "datetimeoffset") return Quoted(TokenKind::kMoment, start);
        if (quote) {
            return FilterError(fmt::format("no literals of the kind {}'…'", Shorten(word, 40)),
                               start + 1);
        }
        return Token{TokenKind::kWord, std::string(word), start + 1};
    }

    std::string_view filter_;
    std::size_t at_ = 0;
};

}  // namespace

Answer<std::vector<Token>> Tokenize(std::string_view filter) {
    if (filter.size() > kMaxLength) return FilterError("the filter is too long", kMaxLength + 1);
    Lexer lexer(filter);
    std::vector<Token> tokens;
    do {
        auto token = lexer.Next();
        if (!token) return tl::unexpected(std::move(token.error()));
        tokens.push_back(std::move(*token));
    } while (tokens.back().kind != TokenKind::kEnd);
    return tokens;
}

tl::unexpected<Refusal> FilterError(std::string_view message, std::size_t character) {
    return Refuse(Why::kMalformed, fmt::format("{} (character {})", message, character));
}

}  // namespace plumb::mocks::poweroffice::odata
