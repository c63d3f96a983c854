#include "harness/system/session.h"

#include <fmt/format.h>
#include <chrono>

#include "harness/base/json_path.h"
#include "harness/system/answer.h"

namespace plumb::system {

namespace {

constexpr std::size_t kShownBytes = 4096;
constexpr std::size_t kReadOfRefusals = 1u << 20;

bool IsUnusable(int status) {
    return status == 401 || status == 403 || status == 429 || status >= 500 ||
           (status >= 300 && status < 400);
}

/// Nothing is done of such a request.
bool IsTurnedAway(int status) {
    return status >= 300 && status < 500;
}

std::string HintFor(int status, bool repeatable, const std::string& right = {}) {
    if (status == 401) return "the token or the keys in the target file are wrong or have expired";
    if (status == 403)
        return "the account of this token lacks a right that Plumb needs" +
               (right.empty() ? "" : ": " + right);
    if (status == 429)
        return "the rate limit is used up: lower the load on this key, then run again";
    if (status < 400) return "redirects are not followed: correct the URL in the target file";
    if (repeatable) return "the system is not healthy: run again later";
    return "the record may have been made all the same: look for the run's tag, or run 'plumb "
           "cleanup'";
}

}  // namespace

Session::Session(const target::Profile& profile, const target::SystemAccess& access,
                 HttpClient& http, Clock& clock, ExchangeListener listener, std::uint64_t seed)
    : profile_(profile),
      access_(access),
      http_(http),
      clock_(clock),
      listener_(std::move(listener)),
      retry_(seed) {
    for (const std::string& key : profile.secret_keys) secrets_.Add(ValueOf(key));
    for (const auto& [base, how] : profile.access) {
        tokens_.emplace(base, MakeTokenSource(base, how));
    }
}

const std::string& Session::ValueOf(const std::string& key) const {
    static const std::string kNone;
    if (const auto given = access_.values.find(key); given != access_.values.end()) {
        return given->second;
    }
    const auto usual = profile_.optional_keys.find(key);
    return usual == profile_.optional_keys.end() ? kNone : usual->second;
}

TokenSource Session::MakeTokenSource(const std::string& base, const target::Access& how) {
    if (how.auth == target::Auth::kBearer) return TokenSource::Permanent(ValueOf(how.token_key));
    TokenSource::Grant grant{.url = ValueOf(base) + how.token_path,
                             .client_id = ValueOf(how.client_id_key),
                             .client_secret = ValueOf(how.client_secret_key),
                             .headers = {}};
    for (const auto& [header, key] : how.headers) grant.headers.emplace_back(header, ValueOf(key));
    auto send = [this, base](const HttpRequest& request) {
        for (int attempt = 1;; ++attempt) {
            AwaitTurn(base);
            Answer answer = Exchange(request, {.case_id = {}, .text = "get a token"}).answer;
            const auto pause = retry_.PauseAfter(answer, true, attempt, clock_.Now());
            if (!pause) return answer;
            clock_.Wait(*pause);
        }
    };
    return TokenSource::ClientCredentials(
        std::move(grant), send, [this](const std::string& token) { secrets_.Add(token); });
}

Outcome Session::Try(const Call& call, const Purpose& purpose) {
    bool renewed = false;
    for (int attempt = 1;; ++attempt) {
        std::string token;
        Result<HttpRequest> request = Authenticated(call, token);
        if (!request) return {tl::make_unexpected(request.error()), false};
        AwaitTurn(call.base);
        Delivery delivery = Exchange(*request, purpose, call.list_at);
        Answer& answer = delivery.answer;
        if (answer && answer->status == 401 && !renewed && tokens_.at(call.base).Forget(token)) {
            renewed = true;
            continue;
        }
        const auto pause = retry_.PauseAfter(answer, call.repeatable, attempt, clock_.Now());
        if (!pause) return Finish(call, std::move(delivery));
        clock_.Wait(*pause);
    }
}

/// Each base has a limit of its own, which those who share its key share; mocks have none.
void Session::AwaitTurn(const std::string& base) {
    if (access_.admin) return;
    const double limit = profile_.access.at(base).requests_per_second;
    const double share = shares_limits_ ? access_.rate_share : 1.0;
    const Milliseconds turn = pacer_.Reserve(base, limit * share, clock_.Now());
    if (turn > 0) clock_.Wait(turn);
}

Result<HttpRequest> Session::Authenticated(const Call& call, std::string& token) {
    const auto source = tokens_.find(call.base);
    if (source == tokens_.end()) {
        return InputError(fmt::format("the profile of {} does not say how '{}' is authenticated",
                                      profile_.id, call.base));
    }
    Result<std::string> got = source->second.Get(clock_.Now());
    if (!got) return tl::make_unexpected(got.error());
    token = *got;
    HttpRequest request{
        .method = call.method,
        .url = ValueOf(call.base) + call.target,
        .headers = {{"Authorization", "Bearer " + token}, {"Accept", "application/json"}},
        .body = call.body,
        .content_type = call.content_type};
    for (const auto& [header, key] : profile_.access.at(call.base).headers) {
        request.headers.emplace_back(header, ValueOf(key));
    }
    return request;
}

Delivery Session::Exchange(const HttpRequest& request, const Purpose& purpose,
                           const std::optional<std::string>& list_at) {
    journal::Exchange shown = Describe(request, purpose);
    const auto start = std::chrono::steady_clock::now();
    const Milliseconds sent = clock_.Now();
    Delivery delivery = http_.Deliver(request);
    Answer& answer = delivery.answer;
    if (answer && answer->status == 429) ++throttled_;
    if (answer) NoteTime(*answer, sent);
    // Whoever cuts a piece out of such an answer must not cut a secret into one that is not known.
    if (answer && answer->status >= 300)
        answer->body = secrets_.MaskShortened(answer->body, kReadOfRefusals);
    if (!listener_) return delivery;
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - start;
    shown.took_ms = took.count();
    if (answer) {
        shown.status = answer->status;
        shown.response = Shown(request, *answer, list_at);
    } else {
        shown.response = secrets_.MaskShortened(ToString(answer.error()), kShownBytes);
    }
    delivery.exchange = listener_(std::move(shown));
    return delivery;
}

/// The date is cut to whole seconds, and was written somewhere between sending and receiving.
void Session::NoteTime(const HttpResponse& answer, Milliseconds sent) {
    if (const auto date = DateOf(answer)) ahead_ = *date + 500 - (sent + clock_.Now()) / 2;
}

std::string Session::Shown(const HttpRequest& request, const HttpResponse& answer,
                           const std::optional<std::string>& list_at) const {
    const bool succeeded = answer.status >= 200 && answer.status < 300;
    // A new token is not among the secrets yet; the answer that brings it says nothing else.
    if (succeeded && request.content_type == "application/x-www-form-urlencoded")
        return "(a token)";
    if (!succeeded || !list_at || access_.admin)
        return secrets_.MaskShortened(answer.body, kShownBytes);
    const Json body = ParseJson(answer.body);
    const Json* records = list_at->empty() ? &body : Find(body, *list_at);
    if (records == nullptr || !records->is_array()) return "(no list)";
    return fmt::format("(a list of {} records, which are not kept)", records->size());
}

journal::Exchange Session::Describe(const HttpRequest& request, const Purpose& purpose) const {
    journal::Exchange shown;
    shown.at = clock_.Now();
    shown.who = "harness";
    shown.system = profile_.id;
    shown.case_id = purpose.case_id;
    shown.purpose = purpose.text;
    shown.act = purpose.act;
    shown.entity = purpose.entity;
    shown.method = request.method;
    shown.url = secrets_.Mask(request.url);
    shown.headers.reserve(request.headers.size() + 1);
    for (const auto& [name, value] : request.headers) {
        const bool hidden = name == "Authorization";
        shown.headers.emplace_back(name, hidden ? "***" : secrets_.Mask(value));
    }
    if (!request.body.empty()) {
        shown.headers.emplace_back("Content-Type", request.content_type);
        shown.request = secrets_.MaskShortened(request.body, kShownBytes);
    }
    return shown;
}

Outcome Session::Finish(const Call& call, Delivery delivery) const {
    if (!delivery.answer) {
        return {NoAnswer(call, delivery.answer.error(), delivery.has_left), delivery.has_left,
                std::nullopt, delivery.exchange};
    }
    const int status = delivery.answer->status;
    if (!IsUnusable(status))
        return {std::move(delivery.answer), !IsTurnedAway(status), std::nullopt, delivery.exchange};
    Outcome outcome{Unusable(call, *delivery.answer), !IsTurnedAway(status), std::nullopt,
                    delivery.exchange};
    if (status == 403) outcome.forbidden = *std::move(delivery.answer);
    return outcome;
}

tl::unexpected<Error> Session::Unusable(const Call& call, const HttpResponse& answer) const {
    const std::string path = call.target.substr(0, call.target.find('?'));
    const bool redirected = answer.status >= 300 && answer.status < 400;
    const std::string what =
        redirected ? DescribeRedirect(ValueOf(call.base), answer) : MessageOf(answer);
    return EnvironmentError(
        secrets_.Mask(fmt::format("{}: {} {}{} answered {}: {}", profile_.title, call.method,
                                  ValueOf(call.base), path, answer.status, what)),
        HintFor(answer.status, call.repeatable, call.right));
}

tl::unexpected<Error> Session::NoAnswer(const Call& call, const Error& error,
                                        bool may_have_acted) const {
    Error told = error;
    for (Problem& problem : told.problems) {
        problem.message = secrets_.Mask(profile_.title + ": " + problem.message);
        if (!call.repeatable && may_have_acted) problem.hint = HintFor(500, false);
    }
    return tl::make_unexpected(std::move(told));
}

}  // namespace plumb::system
