#include "mocks/youtrack/users.h"

#include <fmt/format.h>

#include "mocks/http/random.h"
#include "mocks/youtrack/page.h"
#include "mocks/youtrack/query.h"
#include "mocks/youtrack/user_body.h"

namespace plumb::mocks::youtrack {

namespace {

http::Response Refused(const Error& error) {
    return ToResponse({400, "bad_request", error.problems.front().message, ""});
}

http::Response Refused(const Refusal& refusal, const std::string& id) {
    http::Response response = ToResponse(refusal);
    response.effect.record = id;
    return response;
}

Result<Selection> ReadSelection(const http::Request& request) {
    const std::string* text = request.Query("fields");
    std::optional<Selection> selection = Selection::Parse(text == nullptr ? "" : *text);
    if (!selection) return InputError("fields cannot be read: 'a,b(c,d),e/f' is the form");
    return std::move(*selection);
}

void Append(const User& user, const Selection& selection, std::string& text) {
    text += selection.IsDefault() ? user.text : Dump(selection.Apply(user.json));
}

http::Response Shown(const User& user, const Selection& selection) {
    http::Response response;
    Append(user, selection, response.body);
    response.effect.record = user.id;
    return response;
}

std::string ToBody(std::span<const User* const> users, const Selection& selection, const Page& page,
                   std::size_t total) {
    std::string body = R"({"type":"userPage",)";
    const std::pair<const char*, long long> members[] = {
        {"skip", page.skip}, {"top", page.top}, {"total", static_cast<long long>(total)}};
    for (const auto& [name, value] : members) {
        if (selection.AsksFor(name)) body += fmt::format("\"{}\":{},", name, value);
    }
    body += R"("users":[)";
    for (const User* user : users) {
        if (user != users.front()) body += ',';
        Append(*user, selection, body);
    }
    body += "]}";
    return body;
}

Json ToYouTrack(const User& user) {
    const Json* email = Find(user.json, "profile.email.email");
    const Json* avatar = Find(user.json, "profile.avatar.url");
    return {{"$type", "User"},
            {"id", fmt::format("1-{}", user.number)},
            {"ringId", user.id},
            {"login", user.json.value("login", Json())},
            {"fullName", user.json.value("name", user.json.value("login", Json()))},
            {"email", email == nullptr ? Json() : *email},
            {"banned", user.json["banned"]},
            {"guest", user.json["guest"]},
            {"avatarUrl", avatar == nullptr ? Json() : *avatar}};
}

/// YouTrack shows id and $type unless fields are asked for.
Json ShownByYouTrack(const User& user, const Selection& selection) {
    const Json whole = ToYouTrack(user);
    Json shown = {{"$type", whole["$type"]}};
    if (selection.IsDefault()) shown["id"] = whole["id"];
    for (const auto& [name, value] : whole.items()) {
        if (selection.AsksFor(name)) shown[name] = value;
    }
    return shown;
}

}  // namespace

Users::Users(const Settings& settings, Clock& clock) : settings_(settings), clock_(clock) {
    owner_id_ = AddSystemUser("root", "Administrator", false).id;
    guest_id_ = AddSystemUser("guest", "guest", true).id;
}

const User& Users::AddSystemUser(const char* login, const char* name, bool guest) {
    Json user = NewUser();
    user["login"] = login;
    user["name"] = name;
    user["guest"] = guest;
    return store_.Add(std::move(user), settings_.list_system_users);
}

Json Users::NewUser() const {
    const std::string id = http::RandomUuid();
    const Milliseconds now = clock_.Now();
    return {{"type", "user"},
            {"id", id},
            {"banned", false},
            {"guest", false},
            {"creationTime", now},
            {"lastAccessTime", now},
            {"userType", {{"id", "STANDARD_USER"}, {"name", "Standard user"}}},
            {"profile",
             {{"avatar",
               {{"type", "defaultavatar"},
                {"url", fmt::format("{}/hub/api/rest/avatar/{}", settings_.public_url, id)}}},
              {"locale", {{"language", "en"}, {"name", "en"}}}}}};
}

const User* Users::FindUser(const std::string& id) const {
    if (id == "me") return store_.FindId(owner_id_);
    return store_.FindId(id == "guest" ? guest_id_ : id);
}

http::Response Users::List(const http::Request& request) const {
    const Result<Page> page = Page::Read(request, settings_.default_top);
    if (!page) return Refused(page.error());
    const Result<Selection> selection = ReadSelection(request);
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
    const std::vector<const User*>& users = whole ? store_.Listed() : found;
    http::Response response;
    response.body = ToBody(page->Of(users), *selection, *page, users.size());
    response.effect.page_size = page->Size();
    return response;
}

http::Response Users::Read(const http::Request& request, const std::string& id) const {
    const Result<Selection> selection = ReadSelection(request);
    if (!selection) return Refused(selection.error());
    const User* user = FindUser(id);
    return user == nullptr ? Refused(NotFound(id), id) : Shown(*user, *selection);
}

std::optional<Refusal> Users::FindConflict(const Json& user, const User* self) const {
    const int status = settings_.user_create_duplicate_status;
    const User* same_login = store_.FindLogin(user["login"].get_ref<const std::string&>());
    if (same_login != nullptr && same_login != self) {
        return Refusal{status, "must-be-unique", "Another user has this login", "login"};
    }
    const Json* email = Find(user, "profile.email.email");
    if (email == nullptr || settings_.email_unique == EmailUnique::kOff) return std::nullopt;
    const bool verified = *Find(user, "profile.email.verified") == true;
    for (const User* other : store_.FindEmail(email->get_ref<const std::string&>())) {
        const bool always = settings_.email_unique == EmailUnique::kAlways;
        if (other != self && (always || (verified && other->verified))) {
            return Refusal{status, "must-be-unique", "Another user has this email",
                           "profile.email"};
        }
    }
    return std::nullopt;
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
    const auto users = static_cast<long long>(store_.Listed().size());
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
    const Result<Selection> selection = ReadSelection(request);
    if (!selection) return Refused(selection.error());
    const Json body = ParseJson(request.body);
    if (const auto refusal = CheckNew(body)) return ToResponse(*refusal);

    Json user = NewUser();
    Complete(body, user);
    if (const auto conflict = FindConflict(user, nullptr)) return ToResponse(*conflict);
    http::Response response = Shown(store_.Add(std::move(user), true), *selection);
    response.effect.write = true;
    response.effect.created = true;
    return response;
}

http::Response Users::Update(const http::Request& request, const std::string& id) {
    const Result<Selection> selection = ReadSelection(request);
    if (!selection) return Refused(selection.error());
    const User* user = FindUser(id);
    if (user == nullptr) return Refused(NotFound(id), id);
    const Json body = ParseJson(request.body);
    if (const auto refusal = CheckMembers(body)) return Refused(*refusal, user->id);
    if (body.contains("login") && body["login"].is_null()) {
        return Refused({400, "bad_request", "A login cannot be cleared", "login"}, user->id);
    }
    Json changed = user->json;
    Apply(body, changed);
    if (const auto conflict = FindConflict(changed, user)) return Refused(*conflict, user->id);
    store_.Replace(*user, std::move(changed));
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
    store_.Remove(*user);
    return response;
}

http::Response Users::ListOfYouTrack(const http::Request& request) const {
    const Result<Page> page = Page::Read(request, settings_.default_top);
    if (!page) return Refused(page.error());
    const Result<Selection> selection = ReadSelection(request);
    if (!selection) return Refused(selection.error());
    Json users = Json::array();
    for (const User* user : page->Of(store_.Listed())) {
        users.push_back(ShownByYouTrack(*user, *selection));
    }
    http::Response response;
    response.body = Dump(users);
    response.effect.page_size = page->Size();
    return response;
}

Json Users::State() const {
    Json users = Json::array();
    for (const User* user : store_.Listed()) users.push_back(user->json);
    return {{"users", std::move(users)}};
}

}  // namespace plumb::mocks::youtrack
