#include "mocks/poweroffice/odata_filter.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/odata_token.h"

namespace plumb::mocks::poweroffice::odata {

namespace {

constexpr int kMaxDepth = 40;

struct Typed {
    Expression expression{};
    Type type = Type::kNull;
};

std::optional<Op> ComparisonOf(const Token& token) {
    constexpr std::pair<std::string_view, Op> kComparisons[] = {{"eq", Op::kEq}, {"ne", Op::kNe},
                                                                {"gt", Op::kGt}, {"ge", Op::kGe},
                                                                {"lt", Op::kLt}, {"le", Op::kLe}};
    if (token.kind != TokenKind::kWord) return std::nullopt;
    for (const auto& [name, op] : kComparisons) {
        if (token.text == name) return op;
    }
    return std::nullopt;
}

bool IsNumeric(Type type) {
    return type == Type::kInteger || type == Type::kNumber;
}

bool Comparable(Type a, Type b, Op op) {
    const bool equality = op == Op::kEq || op == Op::kNe;
    if (a == Type::kNull || b == Type::kNull) return equality;
    if (a == Type::kBoolean && !equality) return false;
    return a == b || (IsNumeric(a) && IsNumeric(b));
}

class Parser final {
  public:
    Parser(std::vector<Token> tokens, const std::vector<Property>& properties)
        : tokens_(std::move(tokens)), properties_(properties) {}

    Answer<Expression> Read() {
        auto filter = ReadOr(0, false);
        if (filter && Peek().kind != TokenKind::kEnd) return Unexpected("'and', 'or' or the end");
        return filter;
    }

  private:
    const Token& Peek() const { return tokens_[at_]; }
    bool PeekWord(std::string_view word) const {
        return Peek().kind == TokenKind::kWord && Peek().text == word;
    }
    Token Take() { return tokens_[at_ + 1 < tokens_.size() ? at_++ : at_]; }

    tl::unexpected<Refusal> Unexpected(std::string_view wanted) const {
        const bool end = Peek().kind == TokenKind::kEnd;
        const std::string found = end ? "the end" : fmt::format("'{}'", Shorten(Peek().text, 40));
        return FilterError(fmt::format("expected {}, found {}", wanted, found), Peek().character);
    }

    Answer<Expression> ReadOr(int depth, bool inside) {
        return ReadChain("or", Op::kOr, [&] {
            return ReadChain("and", Op::kAnd, [&] { return ReadCondition(depth, inside); });
        });
    }

    template <class ReadOperand>
    Answer<Expression> ReadChain(std::string_view word, Op op, const ReadOperand& read) {
        auto first = read();
        if (!first || !PeekWord(word)) return first;
        Expression chain{.op = op};
        chain.children.push_back(std::move(*first));
        while (PeekWord(word)) {
            Take();
            auto next = read();
            if (!next) return next;
            chain.children.push_back(std::move(*next));
        }
        return chain;
    }

    /// `inside`: the condition stands in parentheses, as PowerOffice demands (facts B4).
    Answer<Expression> ReadCondition(int depth, bool inside) {
        if (depth > kMaxDepth)
            return FilterError("the filter is nested too deep", Peek().character);
        if (PeekWord("not")) {
            Take();
            auto condition = ReadCondition(depth + 1, inside);
            if (!condition) return condition;
            Expression negation{.op = Op::kNot};
            negation.children.push_back(std::move(*condition));
            return negation;
        }
        if (Peek().kind == TokenKind::kOpen) {
            Take();
            auto condition = ReadOr(depth + 1, true);
            if (!condition) return condition;
            if (Peek().kind != TokenKind::kClose) return Unexpected("')'");
            Take();
            return condition;
        }
        if (!inside) {
            return FilterError("a filter must stand in parentheses: (Id eq 1)", Peek().character);
        }
        return ReadComparison(depth);
    }

    Answer<Expression> ReadComparison(int depth) {
        auto left = ReadOperand(depth);
        if (!left) return tl::unexpected(std::move(left.error()));
        const auto op = ComparisonOf(Peek());
        if (!op) return Unexpected("eq, ne, gt, ge, lt or le");
        const std::size_t character = Take().character;
        auto right = ReadOperand(depth);
        if (!right) return tl::unexpected(std::move(right.error()));
        if (!Comparable(left->type, right->type, *op)) {
            return FilterError("these two have types that cannot be compared so", character);
        }
        Expression comparison{.op = *op};
        comparison.children.push_back(std::move(left->expression));
        comparison.children.push_back(std::move(right->expression));
        return comparison;
    }

    Answer<Typed> ReadOperand(int depth) {
        if (depth > kMaxDepth)
            return FilterError("the filter is nested too deep", Peek().character);
        switch (Peek().kind) {
            case TokenKind::kText:
                return Typed{{.op = Op::kLiteral, .text = Take().text}, Type::kText};
            case TokenKind::kNumber:
                return ReadNumber();
            case TokenKind::kDate:
            case TokenKind::kMoment:
                return ReadTime();
            case TokenKind::kWord:
                return ReadWord(depth);
            default:
                return Unexpected("a property, a function or a value");
        }
    }

    static Typed Literal(Type type, Value value) {
        return {{.op = Op::kLiteral, .literal = std::move(value)}, type};
    }

    Answer<Typed> ReadNumber() {
        const Token token = Take();
        const char* end = token.text.data() + token.text.size();
        std::int64_t integer = 0;
        const auto whole = std::from_chars(token.text.data(), end, integer);
        if (whole.ec == std::errc{} && whole.ptr == end) return Literal(Type::kInteger, integer);
        double number = 0;
        const auto real = std::from_chars(token.text.data(), end, number);
        if (real.ec == std::errc{} && real.ptr == end) return Literal(Type::kNumber, number);
        return FilterError(fmt::format("'{}' is not a number", Shorten(token.text, 40)),
                           token.character);
    }

    Answer<Typed> ReadTime() {
        const Token token = Take();
        const auto at = ParseStamp(token.text);
        if (!at) {
            return FilterError(fmt::format("'{}' is not a time", Shorten(token.text, 40)),
                               token.character);
        }
        if (token.kind == TokenKind::kDate) return Literal(Type::kDate, Date{*at});
        return Literal(Type::kMoment, Moment{*at});
    }

    Answer<Typed> ReadWord(int depth) {
        const Token token = Take();
        if (Peek().kind == TokenKind::kOpen) return ReadFunction(token, depth);
        if (token.text == "null") return Literal(Type::kNull, std::monostate{});
        if (token.text == "true") return Literal(Type::kBoolean, true);
        if (token.text == "false") return Literal(Type::kBoolean, false);
        for (std::size_t i = 0; i < properties_.size(); ++i) {
            if (properties_[i].name != token.text) continue;
            return Typed{{.op = Op::kProperty, .property = i}, properties_[i].type};
        }
        std::vector<std::string> names;
        for (const Property& property : properties_) names.push_back(property.name);
        const std::string hint = DidYouMean(token.text, names);
        return FilterError(fmt::format("no property '{}'{}{}", Shorten(token.text, 40),
                                       hint.empty() ? "" : "; ", hint),
                           token.character);
    }

    Answer<Typed> ReadFunction(const Token& name, int depth) {
        const bool lower = name.text == "tolower";
        if (!lower && name.text != "startswith") {
            return FilterError(fmt::format("no function '{}'", Shorten(name.text, 40)),
                               name.character);
        }
        Typed call{{.op = lower ? Op::kToLower : Op::kStartsWith},
                   lower ? Type::kText : Type::kBoolean};
        Take();
        for (std::size_t i = 0; i < (lower ? 1u : 2u); ++i) {
            if (i > 0 && Peek().kind != TokenKind::kComma) return Unexpected("','");
            if (i > 0) Take();
            const std::size_t character = Peek().character;
            auto argument = ReadOperand(depth + 1);
            if (!argument) return argument;
            if (argument->type != Type::kText) return FilterError("expected a text", character);
            call.expression.children.push_back(std::move(argument->expression));
        }
        if (Peek().kind != TokenKind::kClose) return Unexpected("')'");
        Take();
        return call;
    }

    std::vector<Token> tokens_;
    const std::vector<Property>& properties_;
    std::size_t at_ = 0;
};

}  // namespace

Answer<Expression> ReadFilter(std::string_view filter, const std::vector<Property>& properties) {
    auto tokens = Tokenize(filter);
    if (!tokens) return tl::unexpected(std::move(tokens.error()));
    return Parser(std::move(*tokens), properties).Read();
}

Answer<std::vector<Order>> ReadOrder(std::string_view text,
                                     const std::vector<Property>& properties) {
    std::vector<Order> orders;
    for (std::string_view item : Split(text, ',')) {
        item = Trim(item);
        const auto blank = item.find(' ');
        const std::string_view name = item.substr(0, blank);
        const std::string_view way =
            blank == std::string_view::npos ? "asc" : Trim(item.substr(blank));
        const auto property = std::find_if(properties.begin(), properties.end(),
                                           [&](const Property& p) { return p.name == name; });
        if (property == properties.end() || (way != "asc" && way != "desc") || orders.size() > 20) {
            return Refuse(Why::kMalformed, fmt::format("'{}' is not a property and asc or desc.",
                                                       Shorten(item, 60)));
        }
        orders.push_back({static_cast<std::size_t>(property - properties.begin()), way == "desc"});
    }
    return orders;
}

}  // namespace plumb::mocks::poweroffice::odata
