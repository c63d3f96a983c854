#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "mocks/youtrack/user_store.h"

namespace plumb::mocks::youtrack {

/// A condition on users in Hub's query language, as far as users need it: "or" binds less than
/// "and" (also by mere succession), which binds less than "not"; parentheses; login, email, id and
/// authLogin (equal), name (contains), is: banned, is: guest, and free text (in login, name or
/// email). Values of several words stand in {braces} or "quotes". Letter case never matters.
class Query final {
  public:
    /// An empty text is true for every user. What the mock cannot evaluate is refused with a
    /// sentence rather than ignored.
    static Result<Query> Parse(std::string_view text);

    /// The listed users that fulfil it, in order of creation. Terms on id, login and email are
    /// looked up, so that the usual query costs nothing on a large store.
    std::vector<const User*> Run(const UserStore& store) const;
    /// How many users that takes a look at.
    std::size_t LooksAt(const UserStore& store) const;
    bool IsEmpty() const { return root_.kind == Kind::kEverything; }

  private:
    enum class Kind {
        kEverything,
        kAnd,
        kOr,
        kNot,
        kLogin,
        kEmail,
        kId,
        kAuthLogin,
        kName,
        kBanned,
        kGuest,
        kText
    };
    struct Condition {
        Kind kind = Kind::kEverything;
        std::string value{};  ///< lower case
        std::vector<Condition> children{};
    };
    class Parser;
    struct Candidates;

    static bool Holds(const Condition& condition, const User& user);
    static Candidates Narrowed(const Condition& condition, const UserStore& store);

    Condition root_;
};

}  // namespace plumb::mocks::youtrack
