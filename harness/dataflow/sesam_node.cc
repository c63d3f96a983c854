#include "harness/dataflow/sesam_node.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/encoding.h"
#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/system/answer.h"

namespace plumb::dataflow {

namespace {

constexpr int kMaxAttempts = 4;
constexpr Milliseconds kLongestAbsence = 120'000;
constexpr Milliseconds kLongestPause = 5'000;

tl::unexpected<NodeFailure> Misbehaves(std::string message) {
    return tl::make_unexpected(NodeFailure{true, EnvironmentError(std::move(message)).value()});
}

tl::unexpected<NodeFailure> CannotAsk(std::string message, std::string hint) {
    return tl::make_unexpected(
        NodeFailure{false, EnvironmentError(std::move(message), std::move(hint)).value()});
}

tl::unexpected<NodeFailure> OutOfTime(const system::HttpRequest& request) {
    auto error =
        EnvironmentError(fmt::format("the time was up before {} {}", request.method, request.url));
    return tl::make_unexpected(NodeFailure{false, std::move(error.value()), true});
}

std::string BaseOf(std::string url) {
    while (url.ends_with('/')) url.pop_back();
    return url.ends_with("/api") ? url : url + "/api";
}

system::HttpRequest GetRequest(std::string url) {
    return {.method = "GET", .url = std::move(url), .headers = {}, .body = {}};
}

/// Queues are numbers, or objects of numbers by dataset, or null.
bool IsIdle(const Json& queue) {
    if (queue.is_number()) return queue.get<double>() == 0;
    if (queue.is_boolean()) return !queue.get<bool>();
    if (queue.is_string()) return queue.get_ref<const std::string&>().empty();
    if (!queue.is_structured()) return true;
    return std::all_of(queue.begin(), queue.end(), [](const Json& part) { return IsIdle(part); });
}

std::string TextOf(const Json& value) {
    if (value.is_null()) return {};
    return value.is_string() ? value.get<std::string>() : Dump(value);
}

PumpState ReadRuntime(const Json& runtime) {
    PumpState state;
    for (const auto& [name, value] : runtime.items()) {
        if (name == "is-running") state.is_running = value.is_boolean() && value.get<bool>();
        if (name == "last-run") state.last_run = TextOf(value);
        if (name == "queues" && !IsIdle(value)) state.queue = Shorten(Dump(value), 200);
        if (name == "last-original-error-message") state.last_error = TextOf(value);
        // How a node names pending retries is not documented; all that begins so is looked at.
        if (name.starts_with("retr")) state.has_retry = state.has_retry || !IsIdle(value);
    }
    return state;
}

bool IsTrue(const Json* value) {
    return value != nullptr && value->is_boolean() && value->get<bool>();
}

std::string ProblemsIn(const Json& runtime) {
    std::string problems;
    const Json* errors = Find(runtime, "config-errors");
    if (errors == nullptr || !errors->is_array()) return problems;
    for (const Json& error : *errors) {
        const std::string text = error.is_object() ? TextAt(error, "msg") : TextOf(error);
        problems += (problems.empty() ? "" : "; ") + (text.empty() ? Dump(error) : text);
    }
    return Shorten(problems, 500);
}

/// Gone for a while, as far as can be told: nothing answers, or only something in front of it does.
bool IsAbsent(const Result<system::HttpResponse>& answer) {
    return !answer || (answer->status >= 502 && answer->status <= 504);
}

}  // namespace

SesamNode::SesamNode(std::string url, std::string token, system::HttpClient& http, Clock& clock,
                     Interrupt interrupt)
    : url_(BaseOf(std::move(url))),
      token_(std::move(token)),
      http_(http),
      clock_(clock),
      interrupt_(interrupt) {}

NodeResult<std::optional<PipeState>> SesamNode::Pipe(const std::string& pipe) {
    const std::string path = "/pipes/" + PercentEncode(pipe);
    auto answer = Send(GetRequest(url_ + path));
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    if (answer->status == 404) return std::optional<PipeState>();
    auto body = Body(path, *answer);
    if (!body) return tl::make_unexpected(std::move(body.error()));
    const Json* runtime = body->is_object() ? Find(*body, "runtime") : nullptr;
    if (runtime == nullptr || !runtime->is_object())
        return Misbehaves(fmt::format("the Sesam node: {}{} answered no 'runtime'", url_, path));
    PipeState state;
    state.is_disabled = IsTrue(Find(*runtime, "is-disabled"));
    const Json* valid = Find(*runtime, "is-valid-config");
    state.is_valid = valid == nullptr || *valid != false;
    state.problems = ProblemsIn(*runtime);
    if (const Json* config = Find(*body, "config.effective")) state.effective_config = *config;
    return state;
}

NodeResult<PumpState> SesamNode::Pump(const std::string& pipe) {
    const std::string path = "/pipes/" + PercentEncode(pipe) + "/pump";
    auto body = Get(path);
    if (!body) return tl::make_unexpected(std::move(body.error()));
    return ReadPump(path, *body);
}

NodeResult<std::optional<PumpState>> SesamNode::StartPump(const std::string& pipe) {
    const std::string path = "/pipes/" + PercentEncode(pipe) + "/pump";
    auto answer = Send(Form(path, "operation=start"));
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    if (answer->status == 409) return std::nullopt;
    auto body = Body(path, *answer);
    if (!body) return tl::make_unexpected(std::move(body.error()));
    auto pump = ReadPump(path, *body);
    if (!pump) return tl::make_unexpected(std::move(pump.error()));
    return *std::move(pump);
}

NodeResult<PumpState> SesamNode::ReadPump(const std::string& path, const Json& body) const {
    const Json* runtime = Find(body, "runtime");
    if (runtime == nullptr || !runtime->is_object()) {
        return Misbehaves(fmt::format("the Sesam node: {}{} answered no 'runtime'", url_, path));
    }
    return ReadRuntime(*runtime);
}

NodeResult<std::optional<std::string>> SesamNode::Newest(const std::string& dataset) {
    return NewestAt("/datasets/" + PercentEncode(dataset) + "/entities");
}

NodeResult<std::optional<std::string>> SesamNode::NewestInLog(const std::string& pipe) {
    return NewestAt("/pipes/" + PercentEncode(pipe) + "/log");
}

NodeResult<std::optional<std::string>> SesamNode::NewestAt(const std::string& path) {
    auto answer = Send(GetRequest(url_ + path + "?reverse=true&limit=1"));
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    if (answer->status == 404) return std::optional<std::string>();
    auto body = Body(path, *answer);
    if (!body) return tl::make_unexpected(std::move(body.error()));
    if (!body->is_array())
        return Misbehaves(fmt::format("the Sesam node: {}{} answered no list", url_, path));
    return body->empty() ? std::string() : UpdatedOf(body->front());
}

NodeResult<Json> SesamNode::EntitiesSince(const std::string& dataset, const std::string& since,
                                          int limit, bool deleted) {
    Query query = {{"history", "false"},
                   {"deleted", deleted ? "true" : "false"},
                   {"limit", std::to_string(limit)}};
    if (!since.empty()) query.emplace_back("since", since);
    return List("/datasets/" + PercentEncode(dataset) + "/entities", query);
}

NodeResult<Json> SesamNode::LogSince(const std::string& pipe, const std::string& since, int limit) {
    Query query = {{"limit", std::to_string(limit)}};
    if (!since.empty()) query.emplace_back("since", since);
    return List("/pipes/" + PercentEncode(pipe) + "/log", query);
}

NodeResult<Json> SesamNode::List(const std::string& path, const Query& query) {
    auto body = Get(path, query);
    if (body && !body->is_array())
        return Misbehaves(fmt::format("the Sesam node: {}{} answered no list", url_, path));
    return body;
}

NodeResult<Json> SesamNode::GetStatus() {
    return Get("/status");
}

NodeResult<Json> SesamNode::ReadMetadata() {
    return Get("/metadata");
}

NodeResult<std::monostate> SesamNode::WriteMetadata(const Json& metadata) {
    auto answer = Send({.method = "PUT",
                        .url = url_ + "/metadata",
                        .headers = {},
                        .body = Dump(metadata),
                        .content_type = "application/json"});
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    if (answer->status == 204) return std::monostate{};
    const auto body = Body("/metadata", *answer);
    if (!body && (answer->status < 200 || answer->status > 299))
        return tl::make_unexpected(body.error());
    return std::monostate{};
}

NodeResult<Json> SesamNode::Restart() {
    auto answer = Send(Form("/admin", "operation=restart"));
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    return Body("/admin", *answer);
}

system::HttpRequest SesamNode::Form(const std::string& path, const std::string& body) const {
    return {.method = "POST",
            .url = url_ + path,
            .headers = {},
            .body = body,
            .content_type = "application/x-www-form-urlencoded"};
}

NodeResult<Json> SesamNode::Get(const std::string& path, const Query& query) {
    std::string url = url_ + path;
    for (std::size_t i = 0; i < query.size(); ++i) {
        url += fmt::format("{}{}={}", i == 0 ? '?' : '&', query[i].first,
                           PercentEncode(query[i].second));
    }
    auto answer = Send(GetRequest(std::move(url)));
    if (!answer) return tl::make_unexpected(std::move(answer.error()));
    return Body(path, *answer);
}

/// Starting a pump twice does no harm (the second time answers 409), so every call may be repeated.
NodeResult<system::HttpResponse> SesamNode::Send(const system::HttpRequest& request) {
    system::HttpRequest authenticated = request;
    authenticated.headers.emplace_back("Authorization", "Bearer " + token_);
    const Milliseconds give_up = clock_.Now() + (has_answered_ ? kLongestAbsence : 0);
    for (int attempt = 1;; ++attempt) {
        if (clock_.Now() >= deadline_) return OutOfTime(request);
        auto answer = http_.Send(authenticated);
        const bool busy = answer && (answer->status == 429 || answer->status >= 500);
        if (answer && !busy) {
            has_answered_ = true;
            return *std::move(answer);
        }
        const bool may_return = IsAbsent(answer) && clock_.Now() < give_up && !interrupt_.Came();
        if (attempt >= kMaxAttempts && !may_return) {
            if (!answer) return tl::make_unexpected(NodeFailure{false, std::move(answer.error())});
            return *std::move(answer);
        }
        const auto asked = answer ? system::RetryAfter(*answer, clock_.Now()) : std::nullopt;
        clock_.Wait(std::clamp(asked.value_or(0), PauseAfter(attempt), kLongestAbsence));
    }
}

Milliseconds SesamNode::PauseAfter(int attempt) const {
    const Milliseconds pause = Milliseconds{250} << std::min(attempt - 1, 10);
    const Milliseconds left = std::max<Milliseconds>(deadline_ - clock_.Now(), 0);
    return std::min({pause, kLongestPause, left});
}

NodeResult<Json> SesamNode::Body(const std::string& path, const system::HttpResponse& answer) {
    const int status = answer.status;
    if (status >= 500) {
        return Misbehaves(fmt::format("the Sesam node: {}{} answered {}: {}", url_, path, status,
                                      Shorten(Trim(answer.body), 200)));
    }
    if (status < 200 || status > 299) {
        const char* hint = "check the pipes and datasets of 'dataflow' in the target file";
        if (status == 401 || status == 403)
            hint = "check the token of 'dataflow' in the target file";
        if (status == 429) hint = "the node is throttling: run again later";
        if (status < 400) hint = "redirects are not followed: correct the url of 'dataflow'";
        return CannotAsk(fmt::format("the Sesam node: {}{} answered {}: {}", url_, path, status,
                                     Shorten(Trim(answer.body), 200)),
                         hint);
    }
    Json body = ParseJson(answer.body);
    if (body.is_discarded()) {
        return Misbehaves(fmt::format("the Sesam node: {}{} answered what is not JSON: {}", url_,
                                      path, Shorten(Trim(answer.body), 200)));
    }
    return body;
}

std::string UpdatedOf(const Json& entity) {
    const Json* updated = entity.is_object() ? Find(entity, "_updated") : nullptr;
    return updated == nullptr ? std::string() : TextOf(*updated);
}

}  // namespace plumb::dataflow
