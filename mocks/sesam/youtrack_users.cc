#include "mocks/sesam/youtrack_users.h"

#include <fmt/format.h>
#include <algorithm>

#include "mocks/sesam/answers.h"
#include "mocks/sesam/paging.h"

namespace plumb::mocks::sesam {

namespace {

constexpr const char* kUsers = "/hub/rest/users";

Version UserVersion(Json user) {
    std::string id = IdOf(user, "id");
    return {std::move(id), {}, std::move(user), std::nullopt};
}

/// Hub wants its discriminator wherever an email is written.
void AddDiscriminators(Json& body) {
    const Json* email = Find(body, "profile.email");
    if (email != nullptr && email->is_object()) Put(body, "profile.email.type", "EmailJSON");
}

/// Hub refuses logins with blanks.
std::string LoginFrom(std::string text) {
    std::ranges::replace_if(
        text, [](unsigned char c) { return c <= ' '; }, '.');
    return text;
}

}  // namespace

YouTrackUsers::YouTrackUsers(const YouTrackAccess& access, Clock& clock,
                             const ReadPolicies& policies)
    : http_(access.url, clock, policies, access.tls), access_(access), policies_(policies) {}

HttpAnswer YouTrackUsers::Send(const std::string& method, const std::string& target,
                               const Json& body) {
    HttpCall call{.method = method, .target = kUsers + target};
    call.headers["Authorization"] = "Bearer " + access_.token;
    call.repeatable = method == "GET";
    if (!body.is_null()) call.body = Dump(body);
    return http_.Send(call);
}

Listing YouTrackUsers::List(std::optional<Milliseconds>) {
    PageSource source;
    source.list = "youtrack users";
    source.target = [&](const PageRead& page) {
        return fmt::format("?fields=&%24skip={}&%24top={}", policies_.skip(page.number, page.size),
                           page.size);
    };
    source.fetch = [&](const std::string& target) { return Send("GET", target); };
    source.items = [](const HttpAnswer& answer) -> std::optional<Json> {
        Json body = answer.status == 200 ? ParseJson(answer.body) : Json();
        if (!body.is_object() || !body.contains("users")) return std::nullopt;
        return std::move(body["users"]);
    };
    source.version = UserVersion;
    return ReadPages(source, access_.page_size, policies_, pages_);
}

Outcome YouTrackUsers::OneUser(const HttpAnswer& answer) const {
    if (answer.status < 200 || answer.status > 299) return FailureOf(answer);
    Version version = UserVersion(ParseJson(answer.body));
    if (version.id.empty()) {
        return Outcome::Failed(Outcome::Kind::kUnavailable, answer.status,
                               "the answer holds no user");
    }
    return Outcome::Done(answer.status, std::move(version));
}

Outcome YouTrackUsers::Lookup(const std::string& id, const std::string&) {
    return OneUser(Send("GET", "/" + Encode(id) + "?fields="));
}

Outcome YouTrackUsers::Insert(const Json& body) {
    pages_.Clear();
    return OneUser(Send("POST", "?fields=", body));
}

Outcome YouTrackUsers::Update(const Version& current, const Changes& changes) {
    pages_.Clear();
    Json body = Nested(changes);
    AddDiscriminators(body);
    const HttpAnswer answer = Send("POST", "/" + Encode(current.id) + "?fields=", body);
    Outcome outcome = OneUser(answer);
    const bool accepted = answer.status >= 200 && answer.status <= 299;
    // Real servers may answer an update with an empty body: what was stored is read back.
    if (accepted && outcome.kind != Outcome::Kind::kDone) return Lookup(current.id, {});
    return outcome;
}

Outcome YouTrackUsers::Delete(const std::string& id, const std::string&) {
    pages_.Clear();
    const HttpAnswer answer = Send("DELETE", "/" + Encode(id) + "?successor=guest");
    if (answer.status < 200 || answer.status > 299) return FailureOf(answer);
    return Outcome::Done(answer.status, {id, {}, {}, {}});
}

Json YouTrackUsers::Complete(Json body, const std::string& label) const {
    const auto has = [&](const char* path) {
        const Json* value = Find(body, path);
        return value != nullptr && !IsEmpty(*value);
    };
    body["type"] = "user";
    if (!has("login")) {
        const std::string email =
            has("profile.email.email") ? TextOf(*Find(body, "profile.email.email")) : "";
        body["login"] = LoginFrom(email.empty() ? label : email);
    }
    if (!has("name")) body["name"] = label;
    AddDiscriminators(body);
    return body;
}

std::string YouTrackUsers::LabelOf(const Json& record) const {
    for (const char* path : {"name", "login", "profile.email.email"}) {
        const Json* value = Find(record, path);
        if (value != nullptr && !IsEmpty(*value)) return TextOf(*value);
    }
    return {};
}

std::optional<Milliseconds> YouTrackUsers::ChangedAt(const Version&, const std::string&) const {
    return std::nullopt;
}

}  // namespace plumb::mocks::sesam
