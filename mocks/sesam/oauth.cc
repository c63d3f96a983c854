#include "mocks/sesam/oauth.h"

#include <openssl/evp.h>

#include <algorithm>

#include "harness/base/json_path.h"

namespace plumb::mocks::sesam {

namespace {

constexpr Milliseconds kRenewBefore = 30'000;  // api/poweroffice-go.md, B1
constexpr Milliseconds kUsualLife = 1'200;     // seconds, when the answer does not tell
constexpr Milliseconds kLongestLife = 86'400;

std::string Base64(const std::string& text) {
    std::string encoded(4 * ((text.size() + 2) / 3) + 1, '\0');
    std::vector<unsigned char> in(text.begin(), text.end());
    std::vector<unsigned char> out(encoded.size());
    const int length = EVP_EncodeBlock(out.data(), in.data(), static_cast<int>(in.size()));
    return {out.begin(), out.begin() + length};
}

}  // namespace

OAuthPort::OAuthPort(std::string base_url, ClientCredentials credentials, Clock& clock,
                     const ReadPolicies& policies, const std::shared_ptr<const http::Tls>& tls)
    : http_(std::move(base_url), clock, policies, tls),
      credentials_(std::move(credentials)),
      clock_(clock),
      policies_(policies) {}

std::optional<HttpAnswer> OAuthPort::Renew() {
    HttpCall call{.method = "POST", .target = "/OAuth/Token"};
    call.body = "grant_type=client_credentials";
    call.content_type = "application/x-www-form-urlencoded";
    call.repeatable = true;
    call.headers["Authorization"] =
        "Basic " + Base64(credentials_.application_key + ":" + credentials_.client_key);
    if (!credentials_.subscription_key.empty()) {
        call.headers["Ocp-Apim-Subscription-Key"] = credentials_.subscription_key;
    }
    const Milliseconds asked = clock_.Now();
    HttpAnswer answer = http_.Send(call);
    const Json body = ParseJson(answer.body);
    const bool usable = answer.status == 200 && body.is_object() && body.contains("access_token") &&
                        body["access_token"].is_string();
    if (!usable) return answer;
    token_ = body["access_token"].get<std::string>();
    const Json* expires = Find(body, "expires_in");
    const Milliseconds lifetime =
        expires != nullptr && expires->is_number_integer()
            ? std::clamp(expires->get<Milliseconds>(), Milliseconds{0}, kLongestLife) * 1000
            : kUsualLife * 1000;
    renew_at_ = asked + std::max(lifetime - kRenewBefore, lifetime / 2);
    return std::nullopt;
}

HttpAnswer OAuthPort::Send(HttpCall call) {
    for (bool again : {true, false}) {
        if (token_.empty() || clock_.Now() >= renew_at_) {
            // Whatever refuses the token, it is not the call: that was never made.
            if (auto failure = Renew()) return {0, "", "no token: " + Describe(*failure)};
        }
        call.headers["Authorization"] = "Bearer " + token_;
        if (!credentials_.subscription_key.empty()) {
            call.headers["Ocp-Apim-Subscription-Key"] = credentials_.subscription_key;
        }
        HttpAnswer answer = http_.Send(call);
        answer.is_final |= answer.status == 401 && !policies_.tries_again(401);
        if (answer.status != 401 || !again || answer.is_final) return answer;
        token_.clear();
    }
    return {};
}

}  // namespace plumb::mocks::sesam
