#include "mocks/youtrack/user_store.h"

#include "harness/base/text.h"
#include "mocks/youtrack/selection.h"

namespace plumb::mocks::youtrack {

namespace {

std::vector<std::string> AliasesOf(const Json& user) {
    std::vector<std::string> ids;
    for (const Json& alias : user.value("aliases", Json::array()))
        ids.push_back(TextAt(alias, "id"));
    return ids;
}

template <class Users>
std::vector<const User*> WithKey(const Users& users, const std::string& key) {
    std::vector<const User*> found;
    const auto same = users.find(key);
    if (same == users.end()) return found;
    for (const auto& [number, user] : same->second) found.push_back(user);
    return found;
}

template <class Users>
void Drop(Users& users, const std::string& key, std::uint64_t number) {
    const auto same = users.find(key);
    if (same == users.end()) return;
    same->second.erase(number);
    if (same->second.empty()) users.erase(same);
}

}  // namespace

std::string EmailKey(std::string_view email) {
    return ToLower(Trim(email));
}

UserStore::UserStore(const UserStore& other) : last_number_(other.last_number_) {
    for (const User* user : other.AllListed()) Keep(std::make_unique<User>(*user));
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
    if (user->listed) listed_.Put(user.get());
    const std::string_view id = user->id;
    return *(by_id_[id] = std::move(user));
}

void UserStore::Replace(const User& user, Json json) {
    User& mine = *by_id_.at(user.id);
    Unindex(mine);
    mine.json = std::move(json);
    Index(mine);
}

void UserStore::Remove(const User& user) {
    Unindex(user);
    listed_.Erase(user.number);
    by_id_.erase(by_id_.find(user.id));
}

void UserStore::Index(User& user) {
    user.text = Dump(DefaultShape(user.json));
    user.login = ToLower(TextAt(user.json, "login"));
    user.name = ToLower(TextAt(user.json, "name"));
    user.email = EmailKey(TextAt(user.json, "profile.email.email"));
    const Json* verified = Find(user.json, "profile.email.verified");
    user.verified = verified != nullptr && *verified == true;
    by_login_[user.login][user.number] = &user;
    if (!user.email.empty() && user.listed) by_email_[user.email][user.number] = &user;
    for (const std::string& id : AliasesOf(user.json)) by_alias_[id] = &user;
}

void UserStore::Unindex(const User& user) {
    Drop(by_login_, user.login, user.number);
    Drop(by_email_, user.email, user.number);
    for (const std::string& id : AliasesOf(user.json)) by_alias_.erase(id);
}

const User* UserStore::FindId(const std::string& id) const {
    const auto user = by_id_.find(id);
    return user == by_id_.end() ? nullptr : user->second.get();
}

const User* UserStore::FindAlias(const std::string& id) const {
    const auto user = by_alias_.find(id);
    return user == by_alias_.end() ? nullptr : user->second;
}

const User* UserStore::FindLogin(std::string_view login) const {
    const std::vector<const User*> users = FindLogins(login);
    return users.empty() ? nullptr : users.front();
}

std::vector<const User*> UserStore::FindLogins(std::string_view login) const {
    return WithKey(by_login_, ToLower(login));
}

std::vector<const User*> UserStore::FindEmail(std::string_view email) const {
    return WithKey(by_email_, EmailKey(email));
}

}  // namespace plumb::mocks::youtrack
