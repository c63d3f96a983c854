#include "mocks/youtrack/users.h"

#include <fmt/format.h>
#include <algorithm>

#include "mocks/http/random.h"
#include "mocks/youtrack/answers.h"
#include "mocks/youtrack/query.h"
#include "mocks/youtrack/user_body.h"

namespace plumb::mocks::youtrack {

namespace {

/// Of two logins that are equal apart from letter case.
bool IsSameLogin(const Json& a, const Json& b, bool ignores_case) {
    return ignores_case || a["login"] == b["login"];
}

}  // namespace

Users::Users(const Settings& settings, Clock& clock)
    : settings_(settings), clock_(clock), youtrack_(settings_, store_, clock_) {
    owner_id_ = AddSystemUser("root", "Administrator", false).id;
    guest_id_ = AddSystemUser("guest", "guest", true).id;
}

Users::Users(const Users& other, const Settings& settings)
    : settings_(settings),
      clock_(other.clock_),
      store_(other.store_),
      youtrack_(other.youtrack_, settings_, store_),
      owner_id_(other.owner_id_),
      guest_id_(other.guest_id_) {}

const User& Users::AddSystemUser(const char* login, const char* name, bool guest) {
    Json user = NewUser();
    user["login"] = login;
    user["name"] = name;
    user["guest"] = guest;
    const User& added = store_.Add(std::move(user), settings_.list_system_users);
    youtrack_.Changed(added);
    return added;
}

Json Users::NewUser() const {
    const std::string id = http::RandomUuid();
    const Milliseconds now = clock_.Now();
    const Json avatar = {
        {"type", "defaultavatar"},
        {"url", fmt::format("{}/hub/api/rest/avatar/{}", settings_.public_url, id)}};
    return {{"type", "user"},
            {"id", id},
            {"banned", false},
            {"guest", false},
            {"creationTime", now},
            {"lastAccessTime", now},
            {"userType", {{"id", "STANDARD_USER"}, {"name", "Standard user"}}},
            {"avatar", avatar},
            {"profile", {{"avatar", avatar}, {"locale", {{"language", "en"}, {"name", "en"}}}}}};
}

const User* Users::FindUser(const std::string& id) const {
    if (id == "me") return store_.FindId(owner_id_);
    const User* user = store_.FindId(id == "guest" ? guest_id_ : id);
    return user == nullptr && settings_.aliases_resolve ? store_.FindAlias(id) : user;
}

http::Response Users::List(const http::Request& request) const {
    const Result<Page> page = Page::Read(request, settings_.default_top);
    if (!page) return Refused(page.error());
    const Result<Selection> selection = ReadSelection(request, settings_);
    if (!selection) return Refused(selection.error());
    const std::string* text = request.Query("query");
    const Result<Query> query = Query::Parse(text == nullptr ? "" : *text);
    if (!query) return Refused(query.error());

    const std::string* order_by = request.Query("orderBy");
    const bool ordered = order_by != nullptr && !order_by->empty();
    const bool whole = query->IsEmpty() && !ordered;
    std::vector<const User*> found = whole ? std::vector<const User*>() : query->Run(store_);
    if (ordered) {
        if (const Status sorted = Sort(found, *order_by); !sorted) return Refused(sorted.error());
    }
    http::Response response;
    response.body = whole ? ToBody(page->Of(store_.Listed()), *selection, *page,
                                   store_.Listed().Size(), settings_)
                          : ToBody(page->Of(found), *selection, *page, found.size(), settings_);
    response.effect.page_size = page->Size();
    response.effect.total = static_cast<long long>(whole ? store_.Listed().Size() : found.size());
    return response;
}

http::Response Users::Read(const http::Request& request, const std::string& id) const {
    const Result<Selection> selection = ReadSelection(request, settings_);
    if (!selection) return Refused(selection.error());
    const User* user = FindUser(id);
    return user == nullptr ? Refused(NotFound(id), id) : Shown(*user, *selection);
}

std::optional<Refusal> Users::FindConflict(const Json& user,
                                           const std::vector<const User*>& but) const {
    const int status = settings_.user_create_duplicate_status;
    const auto counts = [&](const User* other) {
        return std::ranges::find(but, other) == but.end();
    };
    for (const User* other : store_.FindLogins(user["login"].get_ref<const std::string&>())) {
        if (counts(other) && IsSameLogin(user, other->json, settings_.login_ignores_case))
            return Refusal{status, "must-be-unique", "Another user has this login", "login"};
    }
    const Json* email = Find(user, "profile.email.email");
    if (email == nullptr || settings_.email_unique == EmailUnique::kOff) return std::nullopt;
    const bool verified = *Find(user, "profile.email.verified") == true;
    const bool always = settings_.email_unique == EmailUnique::kAlways;
    for (const User* other : store_.FindEmail(email->get_ref<const std::string&>())) {
        if (counts(other) && (always || (verified && other->verified))) {
            return Refusal{status, "must-be-unique", "Another user has this email",
                           "profile.email"};
        }
    }
    return std::nullopt;
}

/// youtrack-hub.md, "User JSON": whether a body may set the userType is unconfirmed.
Json Users::BodyOf(const http::Request& request) const {
    Json body = ParseJson(request.body);
    if (body.is_object() && !settings_.user_type_is_writable) body.erase("userType");
    return body;
}

std::optional<Refusal> Users::CheckMembers(const Json& body) const {
    if (auto refusal = CheckBody(body)) return refusal;
    if (!settings_.refuse_read_only) return std::nullopt;
    for (const char* name : {"id", "guest", "creationTime", "lastAccessTime"}) {
        if (!body.contains(name)) continue;
        return Refusal{400, "bad_request", fmt::format("{} is read-only", name), name};
    }
    return std::nullopt;
}

std::optional<Refusal> Users::CheckNew(const Json& body) const {
    if (auto refusal = CheckMembers(body)) return refusal;
    const auto says = [&](const char* name) {
        return body.contains(name) && body[name].is_string() && body[name] != "";
    };
    if (!says("login") && !says("name")) {
        return Refusal{400, "bad_request", "A user needs a login or a name", "login"};
    }
    if (settings_.require_details && body.value("details", Json()).empty()) {
        return Refusal{400, "bad_request", "A new user needs details", "details"};
    }
    const auto users = static_cast<long long>(store_.Listed().Size());
    if (settings_.users_limit > 0 && users >= settings_.users_limit) {
        return Refusal{403, "license_users_number_exceeded", "The licence allows no more users",
                       ""};
    }
    return std::nullopt;
}

void Users::Complete(const Json& body, Json& user) const {
    Apply(body, user);
    std::string login = LoginFrom(body);
    const bool made_up = !user.contains("login");
    if (made_up && store_.FindLogin(login) != nullptr)
        login = fmt::format("{}_{}", login, http::RandomHex(4));
    user["login"] = login;
    if (!user.contains("name")) user["name"] = login;
    if (Find(user, "profile.email") != nullptr || !user.contains("details")) return;
    for (const Json& details : user["details"]) {
        if (!details.contains("email")) continue;
        user["profile"]["email"] = Json(details["email"]);
        return;
    }
}

http::Response Users::Create(const http::Request& request) {
    const Result<Selection> selection = ReadSelection(request, settings_);
    if (!selection) return Refused(selection.error());
    const Json body = BodyOf(request);
    if (const auto refusal = CheckNew(body)) return ToResponse(*refusal);

    Json user = NewUser();
    Complete(body, user);
    if (const auto conflict = FindConflict(user, {})) return ToResponse(*conflict);
    const User& added = store_.Add(std::move(user), true);
    youtrack_.Changed(added);
    http::Response response = Shown(added, *selection);
    response.effect.write = true;
    response.effect.created = true;
    return response;
}

http::Response Users::Update(const http::Request& request, const std::string& id) {
    const Result<Selection> selection = ReadSelection(request, settings_);
    if (!selection) return Refused(selection.error());
    const User* user = FindUser(id);
    if (user == nullptr) return Refused(NotFound(id), id);
    const Json body = BodyOf(request);
    if (const auto refusal = CheckMembers(body)) return Refused(*refusal, user->id);
    if (body.contains("login") && body["login"].is_null()) {
        return Refused({400, "bad_request", "A login cannot be cleared", "login"}, user->id);
    }
    Json changed = user->json;
    Apply(body, changed, {.keeps_verified = settings_.email_change_keeps_verified});
    if (const auto conflict = FindConflict(changed, {user})) return Refused(*conflict, user->id);
    store_.Replace(*user, std::move(changed));
    youtrack_.Changed(*user);
    http::Response response = Shown(*user, *selection);
    response.effect.write = true;
    if (!settings_.update_answers_user) response.body.clear();
    return response;
}

std::optional<Refusal> Users::CheckDelete(const http::Request& request, const User& user) const {
    if (user.id == owner_id_ || user.id == guest_id_) {
        return Refusal{403, "forbidden", "This user cannot be deleted", ""};
    }
    const std::string* id = request.Query("successor");
    const bool named = id != nullptr && !id->empty();
    if (!named && !settings_.require_successor) return std::nullopt;
    if (!named) {
        return Refusal{400, "bad_request", "The successor of the user is missing", "successor"};
    }
    const User* successor = FindUser(*id);
    if (successor != nullptr && successor != &user) return std::nullopt;
    return Refusal{400, "bad_request", "The successor must be another user", "successor"};
}

http::Response Users::Delete(const http::Request& request, const std::string& id) {
    const User* user = FindUser(id);
    if (user == nullptr) return Refused(NotFound(id), id);
    if (const auto refusal = CheckDelete(request, *user)) return Refused(*refusal, user->id);
    http::Response response;
    response.effect = {.record = user->id, .write = true, .deleted = true};
    Forget(*user);
    return response;
}

void Users::Forget(const User& user) {
    youtrack_.Removed(user);
    store_.Remove(user);
}

http::Response Users::ListOfYouTrack(const http::Request& request) {
    return youtrack_.List(request);
}

http::Response Users::ReadOfYouTrack(const http::Request& request, const std::string& id) {
    return youtrack_.Read(request, id, *store_.FindId(owner_id_));
}

Json Users::State() const {
    Json users = Json::array();
    for (const User* user : store_.Listed()) users.push_back(user->json);
    return {{"users", std::move(users)}};
}

}  // namespace plumb::mocks::youtrack
