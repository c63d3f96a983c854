#include "harness/system/token_source.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/encoding.h"
#include "harness/base/json_path.h"
#include "harness/system/answer.h"

namespace plumb::system {

namespace {

/// A token is renewed this long before it ends, so that no request meets its end on the way.
constexpr Milliseconds kMargin = 30'000;

}  // namespace

TokenSource TokenSource::Permanent(std::string token) {
    TokenSource source;
    source.state_->token = std::move(token);
    return source;
}

TokenSource TokenSource::ClientCredentials(Grant grant, Sender sender,
                                           std::function<void(const std::string&)> on_new_token) {
    TokenSource source;
    source.grant_ = std::move(grant);
    source.sender_ = std::move(sender);
    source.on_new_token_ = std::move(on_new_token);
    return source;
}

Result<std::string> TokenSource::Get(Milliseconds now) {
    const std::lock_guard lock(state_->mutex);
    if (sender_ && (state_->token.empty() || now >= state_->renew_at)) {
        if (Status renewed = Renew(now); !renewed) return tl::make_unexpected(renewed.error());
    }
    return state_->token;
}

bool TokenSource::Forget(const std::string& token) {
    if (!sender_) return false;
    const std::lock_guard lock(state_->mutex);
    // Another thread may have brought a new one meanwhile.
    if (state_->token == token) state_->token.clear();
    return true;
}

Status TokenSource::Renew(Milliseconds now) {
    HttpRequest request{.method = "POST",
                        .url = grant_.url,
                        .headers = grant_.headers,
                        .body = "grant_type=client_credentials",
                        .content_type = "application/x-www-form-urlencoded"};
    request.headers.emplace_back("Authorization",
                                 "Basic " + Base64(grant_.client_id + ":" + grant_.client_secret));
    Result<HttpResponse> answer = sender_(request);
    if (!answer) return tl::make_unexpected(answer.error());
    const Json body = ParseJson(answer->body);
    const Json* token = Find(body, "access_token");
    if (answer->status != 200 || token == nullptr || !token->is_string()) {
        return EnvironmentError(fmt::format("{} gave no token: it answered {}: {}", grant_.url,
                                            answer->status, MessageOf(*answer)),
                                "check the keys of this system in the target file");
    }
    const Json* lifetime = Find(body, "expires_in");
    const bool known = lifetime != nullptr && lifetime->is_number();
    const double seconds = known ? std::clamp(lifetime->get<double>(), 1.0, 1e6) : 600.0;
    const auto life = static_cast<Milliseconds>(seconds * 1000);
    state_->token = token->get<std::string>();
    state_->renew_at = now + std::max(life - kMargin, life / 2);
    if (on_new_token_) on_new_token_(state_->token);
    return {};
}

}  // namespace plumb::system
