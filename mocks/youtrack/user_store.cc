#include "mocks/youtrack/user_store.h"

#include <algorithm>

#include "harness/base/text.h"
#include "mocks/youtrack/selection.h"

namespace plumb::mocks::youtrack {

std::string EmailKey(std::string_view email) {
    return ToLower(Trim(email));
}

UserStore::UserStore(const UserStore& other) : last_number_(other.last_number_) {
    for (const User* user : other.listed_) Keep(std::make_unique<User>(*user));
    for (const auto& [id, user] : other.by_id_) {
        if (!user->listed) Keep(std::make_unique<User>(*user));
    }
}

const User& UserStore::Add(Json json, bool listed) {
    auto user = std::make_unique<User>();
    user->json = std::move(json);
    user->number = ++last_number_;
    user->id = TextAt(user->json, "id");
    user->listed = listed;
    return Keep(std::move(user));
}

const User& UserStore::Keep(std::unique_ptr<User> user) {
    Index(*user);
    if (user->listed) listed_.push_back(user.get());
    return *(by_id_[user->id] = std::move(user));
}

void UserStore::Replace(const User& user, Json json) {
    User& mine = *by_id_.at(user.id);
    Unindex(mine);
    mine.json = std::move(json);
    Index(mine);
}

void UserStore::Remove(const User& user) {
    Unindex(user);
    const auto by_number = [](const User* a, const User* b) { return a->number < b->number; };
    const auto place = std::lower_bound(listed_.begin(), listed_.end(), &user, by_number);
    if (place != listed_.end() && *place == &user) listed_.erase(place);
    by_id_.erase(by_id_.find(user.id));
}

void UserStore::Index(User& user) {
    user.text = Dump(DefaultShape(user.json));
    user.login = ToLower(TextAt(user.json, "login"));
    user.name = ToLower(TextAt(user.json, "name"));
    user.email = EmailKey(TextAt(user.json, "profile.email.email"));
    const Json* verified = Find(user.json, "profile.email.verified");
    user.verified = verified != nullptr && *verified == true;
    by_login_[user.login] = &user;
    if (!user.email.empty() && user.listed) by_email_.emplace(user.email, &user);
}

void UserStore::Unindex(const User& user) {
    by_login_.erase(user.login);
    const auto [first, last] = by_email_.equal_range(user.email);
    const auto entry =
        std::find_if(first, last, [&](const auto& pair) { return pair.second == &user; });
    if (entry != last) by_email_.erase(entry);
}

const User* UserStore::FindId(const std::string& id) const {
    const auto user = by_id_.find(id);
    return user == by_id_.end() ? nullptr : user->second.get();
}

const User* UserStore::FindLogin(std::string_view login) const {
    const auto user = by_login_.find(ToLower(login));
    return user == by_login_.end() ? nullptr : user->second;
}

std::vector<const User*> UserStore::FindEmail(std::string_view email) const {
    std::vector<const User*> users;
    const auto [first, last] = by_email_.equal_range(EmailKey(email));
    for (auto user = first; user != last; ++user) users.push_back(user->second);
    return users;
}

}  // namespace plumb::mocks::youtrack
