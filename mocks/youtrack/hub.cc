#include "mocks/youtrack/hub.h"

#include <fmt/format.h>

#include "harness/base/encoding.h"
#include "harness/base/text.h"
#include "mocks/youtrack/refusal.h"

namespace plumb::mocks::youtrack {

namespace {

http::Response OfEntity(const char* entity, http::Response response) {
    response.effect.entity = entity;
    return response;
}

http::Response Unmatched(const http::Router::Match& match, const http::Request& request) {
    const int status = match.path_known ? 405 : 404;
    http::Response response =
        ToResponse({status, match.path_known ? "method_not_allowed" : "not_found",
                    fmt::format("There is no {} at this address", request.method), ""});
    if (match.path_known) response.headers.emplace_back("Allow", match.allowed);
    response.effect.matched = false;
    return response;
}

http::Response TooMany(bool matched) {
    http::Response response =
        ToResponse({429, "too_many_requests", "Too many requests: wait a second", ""});
    response.headers.emplace_back("Retry-After", "1");
    response.effect.matched = matched;
    return response;
}

/// Whoever sends no credentials is the guest (facts, "Auth"), who may read himself.
bool IsOfGuest(const http::Request& request) {
    const auto& path = request.path;
    return request.method == "GET" && request.Header("authorization").empty() && path.size() >= 2 &&
           path.front() == "hub" && path[path.size() - 2] == "users" &&
           (path.back() == "guest" || path.back() == "me");
}

}  // namespace

Hub::Hub(Settings settings, Clock& clock) : settings_(std::move(settings)), clock_(clock) {
    users_.emplace(settings_, clock_);
    AddRoutes();
}

http::Response Hub::Create(const Json& body) {
    http::Request request;
    request.body = Dump(body);
    const std::lock_guard lock(mutex_);
    return users_->Create(request);
}

std::shared_ptr<Hub> Hub::Copy() const {
    auto copy = std::make_shared<Hub>(settings_, clock_);
    const std::lock_guard lock(mutex_);
    copy->users_.emplace(*users_, copy->settings_);
    return copy;
}

void Hub::AddRoutes() {
    using http::Request;
    using Values = http::Router::Values;
    for (const std::string base : {"/hub/api/rest/users", "/hub/rest/users"}) {
        routes_.Add("GET", base, [this](const Request& request, const Values&) {
            return OfEntity("users", users_->List(request));
        });
        routes_.Add("POST", base, [this](const Request& request, const Values&) {
            return OfEntity("users", users_->Create(request));
        });
        routes_.Add("POST", base + "/merge", [this](const Request& request, const Values&) {
            return OfEntity("users", users_->Merge(request));
        });
        routes_.Add("GET", base + "/{id}", [this](const Request& request, const Values& values) {
            return OfEntity("users",
                            users_->Read(request, IsOfGuest(request) ? "guest" : values[0]));
        });
        routes_.Add("POST", base + "/{id}", [this](const Request& request, const Values& values) {
            return OfEntity("users", users_->Update(request, values[0]));
        });
        routes_.Add("DELETE", base + "/{id}", [this](const Request& request, const Values& values) {
            return OfEntity("users", users_->Delete(request, values[0]));
        });
    }
    routes_.Add("GET", "/api/users", [this](const Request& request, const Values&) {
        return OfEntity("usersyoutrack", users_->ListOfYouTrack(request));
    });
    routes_.Add("GET", "/api/users/{id}", [this](const Request& request, const Values& values) {
        return OfEntity("usersyoutrack", users_->ReadOfYouTrack(request, values[0]));
    });
}

bool Hub::LetsIn(const http::Request& request) const {
    const std::string_view header = request.Header("authorization");
    if (header.empty()) return settings_.guest_enabled && IsOfGuest(request);
    const std::size_t blank = std::min(header.find(' '), header.size());
    const std::string scheme = ToLower(header.substr(0, blank));
    const std::string_view credentials = header.substr(std::min(blank + 1, header.size()));
    if (scheme == "bearer") return !settings_.token.empty() && credentials == settings_.token;
    return scheme == "basic" && !settings_.password.empty() &&
           credentials == Base64("root:" + settings_.password);
}

http::Response Hub::Handle(const http::Request& request) {
    http::Response response = Answer(request);
    if (response.status < 400 || settings_.show_error_code) return response;
    Json body = ParseJson(response.body);
    body.erase("error_code");
    response.body = Dump(body);
    return response;
}

http::Response Hub::Answer(const http::Request& request) {
    const http::Router::Match match = routes_.Find(request);
    if (!request.is_of_mock && !throttle_.LetsThrough()) return TooMany(match.handler != nullptr);
    if (!LetsIn(request)) {
        http::Response response =
            ToResponse({settings_.unauthorized_status, "unauthorized",
                        "A valid token is needed: Authorization: Bearer <token>", ""});
        response.effect.matched = match.handler != nullptr;
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
        return response;
    }
    if (match.handler == nullptr) return Unmatched(match, request);
    const std::lock_guard lock(mutex_);
    return (*match.handler)(request, match.values);
}

Json Hub::State() const {
    const std::lock_guard lock(mutex_);
    return users_->State();
}

void Hub::Reset() {
    const std::lock_guard lock(mutex_);
    users_.emplace(settings_, clock_);
}

}  // namespace plumb::mocks::youtrack
