#include "mocks/poweroffice/authority.h"

#include <algorithm>
#include <utility>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "mocks/http/target.h"
#include "mocks/poweroffice/secrets.h"

namespace plumb::mocks::poweroffice {

namespace {

constexpr std::size_t kMaxTokens = 10'000;

std::string FormValue(std::string_view form, std::string_view name) {
    for (const std::string_view pair : Split(form, '&')) {
        const auto equals = pair.find('=');
        if (equals == std::string_view::npos) continue;
        if (http::PercentDecode(pair.substr(0, equals), true) != name) continue;
        return http::PercentDecode(pair.substr(equals + 1), true);
    }
    return "";
}

/// RFC 6749, section 5.2.
http::Response Refused(std::string_view error, std::string_view description) {
    http::Response response;
    response.status = 400;
    response.body = Dump({{"error", error}, {"error_description", description}});
    return response;
}

}  // namespace

Authority::Authority(Clock& clock, const Settings& settings) : clock_(clock), settings_(settings) {}

http::Response Authority::GiveToken(const http::Request& request, int bad_keys_status) {
    if (ToLower(request.Header("content-type")).find("x-www-form-urlencoded") ==
        std::string::npos) {
        return Refused("invalid_request", "The body must be application/x-www-form-urlencoded.");
    }
    const std::string grant = FormValue(request.body, "grant_type");
    if (grant.empty()) return Refused("invalid_request", "grant_type is missing.");
    if (grant != "client_credentials") {
        return Refused("unsupported_grant_type", "Only client_credentials is supported.");
    }
    const auto keys = FromBase64(request.Credentials("basic"));
    if (!keys || !SameSecret(*keys, settings_.application_key + ":" + settings_.client_key)) {
        auto response =
            Refused("invalid_client", "The application key and the client key do not match.");
        response.status = bad_keys_status;
        return response;
    }
    const Milliseconds now = clock_.Now();
    const std::string token = MakeToken(now);
    Remember(token, now);
    http::Response response;
    response.secret = true;
    response.body = Dump({{"access_token", token},
                          {"token_type", "bearer"},
                          {"expires_in", settings_.token_seconds}});
    return response;
}

bool Authority::Knows(const http::Request& request) {
    const std::string_view token = request.Credentials("bearer");
    const std::scoped_lock lock(mutex_);
    const auto found = ends_.find(std::string(token));
    return found != ends_.end() && clock_.Now() < found->second;
}

bool Authority::Allows(std::initializer_list<std::string_view> roles) const {
    const auto names = [](const std::vector<std::string>& all, std::string_view role) {
        return std::find(all.begin(), all.end(), role) != all.end();
    };
    return std::any_of(roles.begin(), roles.end(), [&](std::string_view role) {
        return names(settings_.roles, role) && !names(settings_.invalid_roles, role);
    });
}

/// The claims are those of facts A2; the signature is random, since nobody can check it.
std::string Authority::MakeToken(Milliseconds now) const {
    const Json header = {{"alg", "HS256"}, {"typ", "JWT"}};
    const Json claims = {{"role", settings_.roles},
                         {"goInvalidPrivileges", settings_.invalid_roles},
                         {"goActiveClientSubscriptions", {"Accounting"}},
                         {"goClientId", "00000000-0000-0000-0000-000000000001"},
                         {"goClientName", "Plumb Mock AS"},
                         {"nbf", now / 1000},
                         {"exp", now / 1000 + settings_.token_seconds}};
    return Base64Url(Dump(header)) + "." + Base64Url(Dump(claims)) + "." + Base64Url(RandomHex(32));
}

void Authority::Remember(const std::string& token, Milliseconds now) {
    const std::scoped_lock lock(mutex_);
    ends_[token] = now + Milliseconds{settings_.token_seconds} * 1000;
    oldest_first_.push_back(token);
    if (oldest_first_.size() > kMaxTokens) {
        ends_.erase(oldest_first_.front());
        oldest_first_.pop_front();
    }
}

}  // namespace plumb::mocks::poweroffice
