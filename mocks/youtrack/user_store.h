#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "harness/base/json_path.h"

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

/// All users in order of creation, found by id, login or email without a search. Not safe from
/// several threads. Pointers stay valid until the user is removed.
class UserStore final {
  public:
    UserStore() = default;
    UserStore(const UserStore& other);
    UserStore& operator=(const UserStore&) = delete;

    /// `json` has an id and a login that no other user has. An unlisted user is in no list, but
    /// found by id and login.
    const User& Add(Json json, bool listed);
    void Replace(const User& user, Json json);
    void Remove(const User& user);

    const User* FindId(const std::string& id) const;
    const User* FindLogin(std::string_view login) const;
    /// Listed users with this email, in no order.
    std::vector<const User*> FindEmail(std::string_view email) const;
    /// Listed users in order of creation.
    const std::vector<const User*>& Listed() const { return listed_; }

  private:
    const User& Keep(std::unique_ptr<User> user);
    void Index(User& user);
    void Unindex(const User& user);

    std::unordered_map<std::string, std::unique_ptr<User>> by_id_;
    std::unordered_map<std::string, const User*> by_login_;
    std::unordered_multimap<std::string, const User*> by_email_;
    std::vector<const User*> listed_;
    std::uint64_t last_number_ = 0;
};

}  // namespace plumb::mocks::youtrack
