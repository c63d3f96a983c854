#include "mocks/youtrack/query.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::youtrack {

namespace {

constexpr int kMaxNesting = 64;

bool Contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

bool Flag(const Json& user, const char* name) {
    return user.value(name, Json(false)) == true;
}

bool HasDetailsLogin(const Json& user, const std::string& login) {
    for (const Json& details : user.value("details", Json::array())) {
        const Json* value = Find(details, "login");
        if (value != nullptr && value->is_string() &&
            ToLower(value->get_ref<const std::string&>()) == login) {
            return true;
        }
    }
    return false;
}

}  // namespace

/// Recursive descent; any failure sets `problem_` and unwinds.
class Query::Parser final {
  public:
    explicit Parser(std::string_view text) : rest_(text) {}

    Result<Condition> ReadAll() {
        Condition condition;
        SkipBlanks();
        if (!rest_.empty()) condition = ReadOr(0);
        if (problem_.empty() && !rest_.empty()) problem_ = "a ')' too many";
        if (!problem_.empty())
            return InputError(fmt::format("The query cannot be read: {}", problem_));
        return condition;
    }

  private:
    void SkipBlanks() {
        rest_ = rest_.substr(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size()));
    }

    /// Only a bare word is a keyword: "and" in quotes or before a colon is a text or a field.
    bool AtKeyword(std::string_view keyword) const {
        const std::size_t end = std::min(rest_.find_first_of(" \t\r\n(){\""), rest_.size());
        return ToLower(rest_.substr(0, end)) == keyword;
    }

    bool TakeKeyword(std::string_view keyword) {
        if (!AtKeyword(keyword)) return false;
        rest_.remove_prefix(keyword.size());
        SkipBlanks();
        return true;
    }

    bool AtEnd() const { return rest_.empty() || rest_.front() == ')' || !problem_.empty(); }

    Condition ReadOr(int depth) {
        Condition all{Kind::kOr, "", {ReadAnd(depth)}};
        while (!AtEnd() && TakeKeyword("or")) all.children.push_back(ReadAnd(depth));
        return all.children.size() == 1 ? std::move(all.children.front()) : all;
    }

    Condition ReadAnd(int depth) {
        Condition all{Kind::kAnd, "", {ReadNot(depth)}};
        while (!AtEnd() && !AtKeyword("or")) {
            TakeKeyword("and");
            all.children.push_back(ReadNot(depth));
        }
        return all.children.size() == 1 ? std::move(all.children.front()) : all;
    }

    Condition ReadNot(int depth) {
        if (depth > kMaxNesting) return Fail("it is nested too deeply");
        if (TakeKeyword("not")) return {Kind::kNot, "", {ReadNot(depth + 1)}};
        if (AtEnd() || AtKeyword("or") || AtKeyword("and")) return Fail("a condition is missing");
        if (rest_.front() != '(') return ReadTerm();
        rest_.remove_prefix(1);
        SkipBlanks();
        Condition inner = ReadOr(depth + 1);
        if (!problem_.empty()) return inner;
        if (rest_.empty()) return Fail("a ')' is missing");
        rest_.remove_prefix(1);
        SkipBlanks();
        return inner;
    }

    Condition ReadTerm() {
        const bool bare = rest_.front() != '{' && rest_.front() != '"';
        const std::string word = ReadValue(bare ? " \t\r\n:(){}\"," : "");
        if (!problem_.empty()) return {};
        if (bare && !rest_.empty() && rest_.front() == ':') {
            rest_.remove_prefix(1);
            SkipBlanks();
            if (AtEnd()) return Fail(fmt::format("'{}:' lacks its value", word));
            return Named(word, ReadValue(" \t\r\n(){}\","));
        }
        if (!rest_.empty() && rest_.front() == '(') {
            return Fail(fmt::format("the mock does not evaluate '{}(…)'", word));
        }
        return {Kind::kText, word, {}};
    }

    /// A word that ends before one of `ends`, a text in braces or one in quotes; lower case.
    std::string ReadValue(std::string_view ends) {
        std::string value;
        if (rest_.front() == '{' || rest_.front() == '"') {
            value = ReadEnclosed(rest_.front() == '{' ? '}' : '"');
        } else {
            const std::size_t end = std::min(rest_.find_first_of(ends), rest_.size());
            if (end == 0) problem_ = fmt::format("'{}' is not expected here", rest_.front());
            value = rest_.substr(0, end);
            rest_.remove_prefix(end);
        }
        SkipBlanks();
        return ToLower(value);
    }

    std::string ReadEnclosed(char closing) {
        std::string value;
        for (std::size_t i = 1; i < rest_.size(); ++i) {
            const bool escaped = closing == '"' && rest_[i] == '\\' && i + 1 < rest_.size();
            if (escaped) ++i;
            if (!escaped && rest_[i] == closing) {
                rest_.remove_prefix(i + 1);
                return value;
            }
            value += rest_[i];
        }
        problem_ = fmt::format("a closing '{}' is missing", closing);
        return value;
    }

    Condition Named(const std::string& field, std::string value) {
        if (field == "login") return {Kind::kLogin, std::move(value), {}};
        if (field == "email") return {Kind::kEmail, EmailKey(value), {}};
        if (field == "id") return {Kind::kId, std::move(value), {}};
        if (field == "authlogin") return {Kind::kAuthLogin, std::move(value), {}};
        if (field == "name") return {Kind::kName, std::move(value), {}};
        if (field == "is" && value == "banned") return {Kind::kBanned, "", {}};
        if (field == "is" && value == "guest") return {Kind::kGuest, "", {}};
        return Fail(fmt::format("the mock does not evaluate '{}: {}'", field, value));
    }

    Condition Fail(std::string problem) {
        if (problem_.empty()) problem_ = std::move(problem);
        return {};
    }

    std::string_view rest_;
    std::string problem_;
};

Result<Query> Query::Parse(std::string_view text) {
    Result<Condition> condition = Parser(text).ReadAll();
    if (!condition) return tl::make_unexpected(condition.error());
    Query query;
    query.root_ = std::move(*condition);
    return query;
}

bool Query::Holds(const Condition& condition, const User& user) {
    const auto holds = [&](const Condition& child) { return Holds(child, user); };
    const std::string& value = condition.value;
    switch (condition.kind) {
        case Kind::kEverything:
            return true;
        case Kind::kAnd:
            return std::ranges::all_of(condition.children, holds);
        case Kind::kOr:
            return std::ranges::any_of(condition.children, holds);
        case Kind::kNot:
            return !holds(condition.children.front());
        case Kind::kLogin:
            return user.login == value;
        case Kind::kEmail:
            return !value.empty() && user.email == value;
        case Kind::kId:
            return user.id == value;
        case Kind::kAuthLogin:
            return HasDetailsLogin(user.json, value);
        case Kind::kName:
            return Contains(user.name, value);
        case Kind::kBanned:
            return Flag(user.json, "banned");
        case Kind::kGuest:
            return Flag(user.json, "guest");
        case Kind::kText:
            break;
    }
    return Contains(user.login, value) || Contains(user.name, value) || Contains(user.email, value);
}

/// Users that may fulfil a condition; `known` is false when that could be anyone.
struct Query::Candidates {
    bool known = false;
    std::vector<const User*> users{};
};

Query::Candidates Query::Narrowed(const Condition& condition, const UserStore& store) {
    const auto one = [](const User* user) {
        return user == nullptr ? Candidates{true, {}} : Candidates{true, {user}};
    };
    switch (condition.kind) {
        case Kind::kLogin:
            return {true, store.FindLogins(condition.value)};
        case Kind::kEmail:
            return {true, store.FindEmail(condition.value)};
        case Kind::kId:
            return one(store.FindId(condition.value));
        case Kind::kAnd:
            for (const Condition& child : condition.children) {
                Candidates candidates = Narrowed(child, store);
                if (candidates.known) return candidates;
            }
            return {};
        case Kind::kOr: {
            Candidates all{true, {}};
            for (const Condition& child : condition.children) {
                const Candidates candidates = Narrowed(child, store);
                if (!candidates.known) return {};
                all.users.insert(all.users.end(), candidates.users.begin(), candidates.users.end());
            }
            return all;
        }
        default:
            return {};
    }
}

std::size_t Query::LooksAt(const UserStore& store) const {
    const Candidates candidates = Narrowed(root_, store);
    return candidates.known ? candidates.users.size() : store.Listed().Size();
}

std::vector<const User*> Query::Run(const UserStore& store) const {
    Candidates candidates = Narrowed(root_, store);
    if (!candidates.known) candidates.users = store.AllListed();
    std::erase_if(candidates.users,
                  [this](const User* user) { return !user->listed || !Holds(root_, *user); });
    std::ranges::sort(candidates.users, {}, &User::number);
    const auto [first, last] = std::ranges::unique(candidates.users);
    candidates.users.erase(first, last);
    return std::move(candidates.users);
}

}  // namespace plumb::mocks::youtrack
