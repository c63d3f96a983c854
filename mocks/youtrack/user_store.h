#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "harness/base/json_path.h"
#include "harness/base/ordered_list.h"

namespace plumb::mocks::youtrack {

/// A user with what is needed often: the text of its default shape, and its keys in the form in
/// which they are compared.
struct User {
    Json json{};
    std::string text{};
    std::uint64_t number = 0;  ///< counts from 1 in order of creation
    std::string id{};
    std::string login{};  ///< lower case
    std::string name{};   ///< lower case
    std::string email{};  ///< trimmed, lower case; "" for none
    bool verified = false;
    bool listed = true;
};

/// Emails compare without case and surrounding blanks.
std::string EmailKey(std::string_view email);

struct NumberOf {
    std::uint64_t operator()(const User* user) const { return user->number; }
};

/// All users in order of creation, found by id, login or email without a search. Not safe from
/// several threads. Pointers stay valid until the user is removed.
class UserStore final {
  public:
    UserStore() = default;
    UserStore(const UserStore& other);
    UserStore& operator=(const UserStore&) = delete;

    /// `json` has an id that no other user has. An unlisted user is in no list, but found by id and
    /// login.
    const User& Add(Json json, bool listed);
    void Replace(const User& user, Json json);
    void Remove(const User& user);

    const User* FindId(const std::string& id) const;
    /// The user into which one with this id was merged; nullptr when there is none.
    const User* FindAlias(const std::string& id) const;
    /// A user with this login; several may have it when letter case tells them apart.
    const User* FindLogin(std::string_view login) const;
    std::vector<const User*> FindLogins(std::string_view login) const;
    /// Listed users with this email, in no order.
    std::vector<const User*> FindEmail(std::string_view email) const;
    using UserList = OrderedList<const User*, NumberOf>;
    /// Listed users in order of creation.
    const UserList& Listed() const { return listed_; }
    std::vector<const User*> AllListed() const { return listed_.All(); }

  private:
    const User& Keep(std::unique_ptr<User> user);
    /// The users of a login or an email, by number, so that the removal of one of very many who
    /// share it costs no more than that of the only one.
    using UsersOf = std::unordered_map<std::string, std::map<std::uint64_t, const User*>>;

    void Index(User& user);
    void Unindex(const User& user);

    /// The key is the user's own id, so that looking it up brings one piece of memory less into the
    /// cache.
    std::unordered_map<std::string_view, std::unique_ptr<User>> by_id_;
    std::unordered_map<std::string, const User*> by_alias_;
    UsersOf by_login_;
    UsersOf by_email_;
    UserList listed_;
    std::uint64_t last_number_ = 0;
};

}  // namespace plumb::mocks::youtrack
