#include "mocks/youtrack/youtrack_side.h"

#include <charconv>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/youtrack/answers.h"

namespace plumb::mocks::youtrack {

namespace {

constexpr std::string_view kIdStart = "1-";

Json ToYouTrack(const User& user) {
    const Json* email = Find(user.json, "profile.email.email");
    const Json* avatar = Find(user.json, "profile.avatar.url");
    return {{"$type", "User"},
            {"id", fmt::format("{}{}", kIdStart, user.number)},
            {"ringId", user.id},
            {"login", user.json.value("login", Json())},
            {"fullName", user.json.value("name", user.json.value("login", Json()))},
            {"email", email == nullptr ? Json() : *email},
            {"banned", user.json["banned"]},
            {"guest", user.json["guest"]},
            {"avatarUrl", avatar == nullptr ? Json() : *avatar}};
}

/// YouTrack shows id and $type unless fields are asked for.
Json ShownByYouTrack(const Json& whole, const Selection& selection) {
    Json shown = {{"$type", whole["$type"]}};
    if (selection.IsDefault()) shown["id"] = whole["id"];
    for (const auto& [name, value] : whole.items()) {
        if (selection.AsksFor(name)) shown[name] = value;
    }
    return shown;
}

/// 0 when it is no id of YouTrack's.
std::uint64_t NumberIn(std::string_view id) {
    std::uint64_t number = 0;
    if (!id.starts_with(kIdStart)) return number;
    const auto [stop, error] =
        std::from_chars(id.data() + kIdStart.size(), id.data() + id.size(), number);
    return error == std::errc() && stop == id.data() + id.size() ? number : 0;
}

}  // namespace

void YouTrackSide::Changed(const User& user) {
    if (Lags() && user.listed) pending_.push_back({clock_.Now(), {user.number, ToYouTrack(user)}});
}

void YouTrackSide::Removed(const User& user) {
    if (Lags() && user.listed) pending_.push_back({clock_.Now(), {user.number, Json()}});
}

void YouTrackSide::CatchUp() {
    const Milliseconds now = clock_.Now();
    while (!pending_.empty() && pending_.front().at + settings_.replication_lag_ms <= now) {
        Seen& seen = pending_.front().seen;
        if (seen.json.is_null()) {
            seen_.Erase(seen.number);
        } else {
            seen_.Put(std::move(seen));
        }
        pending_.pop_front();
    }
}

std::size_t YouTrackSide::Count() const {
    return Lags() ? seen_.Size() : store_.Listed().Size();
}

std::vector<Json> YouTrackSide::Slice(std::size_t first, std::size_t last) const {
    std::vector<Json> users;
    if (Lags()) {
        for (Seen& seen : seen_.Slice(first, last)) users.push_back(std::move(seen.json));
    } else {
        for (const User* user : store_.Listed().Slice(first, last))
            users.push_back(ToYouTrack(*user));
    }
    return users;
}

Json YouTrackSide::Find(const std::string& id) const {
    std::uint64_t number = NumberIn(id);
    if (number == 0) {
        const User* user = store_.FindLogin(id);
        if (user == nullptr || !user->listed) return {};
        number = user->number;
    }
    if (Lags()) {
        const Seen* seen = seen_.Find(number);
        return seen == nullptr ? Json() : seen->json;
    }
    const User* const* user = store_.Listed().Find(number);
    return user == nullptr ? Json() : ToYouTrack(**user);
}

http::Response YouTrackSide::List(const http::Request& request) {
    const std::string* query = request.Query("query");
    if (query != nullptr && !query->empty())
        return ToResponse({400, "bad_request", "The mock evaluates no query here, only Hub's", ""});
    const Result<Page> page = Page::Read(request, settings_.default_top);
    if (!page) return Refused(page.error());
    const Result<Selection> selection = ReadSelection(request);
    if (!selection) return Refused(selection.error());
    CatchUp();
    const Page::Span span = page->SpanIn(Count());
    Json users = Json::array();
    for (const Json& user : Slice(span.first, span.last))
        users.push_back(ShownByYouTrack(user, *selection));
    http::Response response;
    response.body = Dump(users);
    response.effect.page_size = page->Size();
    response.effect.total = static_cast<long long>(Count());
    return response;
}

http::Response YouTrackSide::Read(const http::Request& request, const std::string& id,
                                  const User& owner) {
    const Result<Selection> selection = ReadSelection(request);
    if (!selection) return Refused(selection.error());
    CatchUp();
    const Json user = id == "me" ? ToYouTrack(owner) : Find(id);
    if (user.is_null()) return Refused(NotFound(id), id);
    http::Response response;
    response.body = Dump(ShownByYouTrack(user, *selection));
    response.effect.record = TextAt(user, "id");
    return response;
}

}  // namespace plumb::mocks::youtrack
