#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/youtrack/answers.h"
#include "mocks/youtrack/user_body.h"
#include "mocks/youtrack/users.h"

namespace plumb::mocks::youtrack {

namespace {

/// What the query says about the merged user, as the body of an update would say it.
Json WantedOf(const http::Request& request) {
    Json wanted = Json::object();
    for (const char* name : {"login", "name", "banReason", "banBadge"}) {
        if (const std::string* text = request.Query(name)) wanted[name] = *text;
    }
    if (const std::string* email = request.Query("email"))
        wanted["profile"] = {{"email", {{"email", *email}, {"verified", true}}}};
    if (const std::string* banned = request.Query("banned"))
        wanted["banned"] = ToLower(*banned) == "true";
    return wanted;
}

/// The ids under which all of them were known, but for that of the first.
Json AliasesOfAll(const std::vector<const User*>& users) {
    Json aliases = users.front()->json.value("aliases", Json::array());
    for (const User* user : users) {
        if (user == users.front()) continue;
        aliases.push_back({{"id", user->id}});
        for (const Json& alias : user->json.value("aliases", Json::array()))
            aliases.push_back(alias);
    }
    return aliases;
}

}  // namespace

Result<std::vector<const User*>> Users::ReadMerged(const Json& body) const {
    std::vector<const User*> users;
    if (!body.is_array()) return InputError("The body must be a list of users, each with its id");
    for (const Json& item : body) {
        const std::string id = item.is_object() ? TextAt(item, "id") : "";
        const User* user = FindUser(id);
        if (user == nullptr) return InputError(fmt::format("There is no user '{}'", id));
        if (user->id == owner_id_ || user->id == guest_id_)
            return InputError("This user cannot be merged");
        if (std::ranges::find(users, user) == users.end()) users.push_back(user);
    }
    if (users.size() < 2) return InputError("A merge needs two users at least");
    return users;
}

http::Response Users::Merge(const http::Request& request) {
    const Result<Selection> selection = ReadSelection(request, settings_);
    if (!selection) return Refused(selection.error());
    const auto users = ReadMerged(ParseJson(request.body));
    if (!users) return Refused(users.error());
    const User& survivor = *users->front();
    const Json wanted = WantedOf(request);
    if (const auto refusal = CheckBody(wanted)) return Refused(*refusal, survivor.id);
    Json merged = survivor.json;
    Apply(wanted, merged);
    merged["aliases"] = AliasesOfAll(*users);
    if (const auto conflict = FindConflict(merged, *users)) return Refused(*conflict, survivor.id);
    for (const User* user : *users) {
        if (user != &survivor) Forget(*user);
    }
    store_.Replace(survivor, std::move(merged));
    youtrack_.Changed(survivor);
    http::Response response = Shown(survivor, *selection);
    response.effect.write = true;
    return response;
}

}  // namespace plumb::mocks::youtrack
