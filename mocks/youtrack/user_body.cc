#include "mocks/youtrack/user_body.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/http/random.h"

namespace plumb::mocks::youtrack {

namespace {

enum class Kind { kText, kBool, kObject, kList };

struct Member {
    const char* path;
    Kind kind;
};

// Parents stand before their members, so that a check below never meets a parent of another kind.
constexpr Member kMembers[] = {
    {"type", Kind::kText},
    {"login", Kind::kText},
    {"name", Kind::kText},
    {"banned", Kind::kBool},
    {"banReason", Kind::kText},
    {"banBadge", Kind::kText},
    {"profile", Kind::kObject},
    {"profile.email", Kind::kObject},
    {"profile.email.type", Kind::kText},
    {"profile.email.email", Kind::kText},
    {"profile.email.verified", Kind::kBool},
    {"profile.unverifiedEmail", Kind::kObject},
    {"profile.unverifiedEmail.type", Kind::kText},
    {"profile.unverifiedEmail.email", Kind::kText},
    {"profile.unverifiedEmail.verified", Kind::kBool},
    {"profile.locale", Kind::kObject},
    {"profile.locale.language", Kind::kText},
    {"profile.locale.name", Kind::kText},
    {"profile.avatar", Kind::kObject},
    {"profile.avatar.type", Kind::kText},
    {"profile.avatar.url", Kind::kText},
    {"userType", Kind::kObject},
    {"userType.id", Kind::kText},
    {"details", Kind::kList},
};

constexpr Member kDetailsMembers[] = {
    {"type", Kind::kText},           {"id", Kind::kText},
    {"login", Kind::kText},          {"email", Kind::kObject},
    {"email.email", Kind::kText},    {"email.verified", Kind::kBool},
    {"authModule", Kind::kObject},   {"authModule.id", Kind::kText},
    {"password", Kind::kObject},     {"passwordChangeRequired", Kind::kBool},
    {"authModuleName", Kind::kText},
};

struct UserType {
    const char* id;
    const char* name;
};
constexpr std::array<UserType, 3> kUserTypes = {
    {{"STANDARD_USER", "Standard user"}, {"AGENT", "Agent"}, {"REPORTER", "Reporter"}}};

bool IsOf(Kind kind, const Json& value) {
    switch (kind) {
        case Kind::kText:
            return value.is_string();
        case Kind::kBool:
            return value.is_boolean();
        case Kind::kObject:
            return value.is_object();
        case Kind::kList:
            return value.is_array();
    }
    return false;
}

const char* NameOf(Kind kind) {
    switch (kind) {
        case Kind::kText:
            return "a text";
        case Kind::kBool:
            return "true or false";
        case Kind::kObject:
            return "an object";
        case Kind::kList:
            return "a list";
    }
    return "";
}

template <class Members>
std::optional<Refusal> CheckKinds(const Json& body, const Members& members,
                                  const std::string& prefix) {
    for (const Member& member : members) {
        const Json* value = Find(body, member.path);
        if (value == nullptr || value->is_null() || IsOf(member.kind, *value)) continue;
        const std::string field = prefix + member.path;
        return Refusal{400, "bad_request", fmt::format("{} must be {}", field, NameOf(member.kind)),
                       field};
    }
    return std::nullopt;
}

bool HasBlank(const std::string& text) {
    return text.find_first_of(" \t\r\n\f\v") != std::string::npos;
}

std::optional<Refusal> CheckDetails(const Json& details) {
    for (std::size_t i = 0; i < details.size(); ++i) {
        const std::string prefix = fmt::format("details[{}]", i);
        if (!details[i].is_object()) {
            return Refusal{400, "bad_request", fmt::format("{} must be an object", prefix),
                           "details"};
        }
        if (auto refusal = CheckKinds(details[i], kDetailsMembers, prefix + ".")) return refusal;
        const std::string type = TextAt(details[i], "type");
        // Real servers refuse the name without its ending [S10].
        if (!type.ends_with("userdetailsJSON")) {
            return Refusal{400, "bad_request", fmt::format("Unknown details type '{}'", type),
                           fmt::format("{}.type", prefix)};
        }
    }
    return std::nullopt;
}

const UserType* FindUserType(const std::string& id) {
    const auto type = std::ranges::find(kUserTypes, std::string_view(id), &UserType::id);
    return type == kUserTypes.end() ? nullptr : &*type;
}

void ApplyEmail(const Json& body, const char* name, Json& profile, WriteRules rules) {
    if (!body.contains(name)) return;
    const Json& said = body[name];
    Json email = profile.value(name, Json::object());
    if (said.is_object() && said.contains("email")) email["email"] = said["email"];
    const bool has_address = !said.is_null() && !TextAt(email, "email").empty();
    if (!has_address) {
        profile.erase(name);
        return;
    }
    email["type"] = "EmailJSON";
    const auto verified = said.find("verified");
    const bool kept = rules.keeps_verified && email.value("verified", Json()) == true;
    email["verified"] = verified == said.end() ? kept : *verified == true;
    profile[name] = std::move(email);
}

/// Takes over the named members of an object; null clears one, or all when the object is null.
void ApplyMembers(const Json& body, const char* name, std::initializer_list<const char*> members,
                  Json& parent) {
    if (!body.contains(name)) return;
    Json merged = parent.value(name, Json::object());
    for (const char* member : members) {
        if (body[name].is_null()) merged.erase(member);
        if (!body[name].contains(member)) continue;
        merged[member] = body[name][member];
        if (merged[member].is_null()) merged.erase(member);
    }
    if (merged.empty()) {
        parent.erase(name);
    } else {
        parent[name] = std::move(merged);
    }
}

void ApplyProfile(const Json& said, Json& user, WriteRules rules) {
    static const Json kCleared = {
        {"email", nullptr}, {"unverifiedEmail", nullptr}, {"locale", nullptr}};
    const Json& body = said.is_null() ? kCleared : said;
    Json& profile = user["profile"];
    ApplyEmail(body, "email", profile, rules);
    ApplyEmail(body, "unverifiedEmail", profile, {});
    ApplyMembers(body, "locale", {"language", "name"}, profile);
    if (body.contains("avatar") && !body["avatar"].is_null()) {
        ApplyMembers(body, "avatar", {"type", "url"}, profile);
    }
}

Json StoredDetails(const Json& said) {
    Json stored = {{"type", said["type"]}, {"id", TextAt(said, "id")}};
    if (stored["id"] == "") stored["id"] = http::RandomUuid();
    for (const char* name : {"login", "authModuleName", "passwordChangeRequired"}) {
        if (said.contains(name) && !said[name].is_null()) stored[name] = said[name];
    }
    ApplyEmail(said, "email", stored, {});
    ApplyMembers(said, "authModule", {"type", "id"}, stored);
    return stored;
}

void ApplyDetails(const Json& said, Json& user) {
    user.erase("details");
    if (said.is_null() || said.empty()) return;
    for (const Json& details : said) user["details"].push_back(StoredDetails(details));
}

/// The address of profile.email or of the first details that have one; "" for none.
std::string EmailFrom(const Json& body) {
    const std::string email = TextAt(body, "profile.email.email");
    if (!email.empty() || !body.contains("details")) return email;
    for (const Json& details : body["details"]) {
        const std::string other = TextAt(details, "email.email");
        if (!other.empty()) return other;
    }
    return "";
}

}  // namespace

std::optional<Refusal> CheckBody(const Json& body) {
    if (!body.is_object()) {
        return Refusal{400, "bad_request", "The body must be a JSON object", ""};
    }
    if (auto refusal = CheckKinds(body, kMembers, "")) return refusal;
    if (body.contains("type") && body["type"] != "user") {
        return Refusal{400, "bad_request", "type must be 'user'", "type"};
    }
    const bool has_login = body.contains("login") && body["login"].is_string();
    if (has_login && (body["login"] == "" || HasBlank(body["login"]))) {
        return Refusal{400, "bad_request", "invalid login: it is empty or has a blank", "login"};
    }
    const Json* user_type = Find(body, "userType.id");
    if (user_type != nullptr && user_type->is_string() && FindUserType(*user_type) == nullptr) {
        return Refusal{400, "bad_request", "userType.id must be STANDARD_USER, AGENT or REPORTER",
                       "userType.id"};
    }
    return body.contains("details") && body["details"].is_array() ? CheckDetails(body["details"])
                                                                  : std::nullopt;
}

std::string LoginFrom(const Json& body) {
    std::string login = TextAt(body, "login");
    if (login.empty() && body.contains("details")) {
        for (const Json& details : body["details"]) {
            if (login.empty()) login = TextAt(details, "login");
        }
    }
    if (login.empty()) login = EmailFrom(body);
    if (login.empty()) login = TextAt(body, "name");
    std::ranges::replace_if(
        login, [](char c) { return HasBlank(std::string(1, c)); }, '_');
    return login;
}

void Apply(const Json& body, Json& user, WriteRules rules) {
    for (const char* name : {"login", "name", "banReason", "banBadge"}) {
        if (!body.contains(name)) continue;
        user[name] = body[name];
        if (user[name].is_null()) user.erase(name);
    }
    if (body.contains("banned")) user["banned"] = body["banned"] == true;
    if (body.contains("profile")) ApplyProfile(body["profile"], user, rules);
    if (body.contains("userType")) {
        const UserType* type = FindUserType(TextAt(body, "userType.id"));
        if (type == nullptr) type = &kUserTypes.front();
        user["userType"] = {{"id", type->id}, {"name", type->name}};
    }
    if (body.contains("details")) ApplyDetails(body["details"], user);
}

}  // namespace plumb::mocks::youtrack
