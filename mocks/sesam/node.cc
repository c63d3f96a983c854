#include "mocks/sesam/node.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "mocks/sesam/form.h"
#include "mocks/sesam/node_answers.h"

namespace plumb::mocks::sesam {

namespace {

constexpr const char* kVersion = "sesam-reference/1";

/// What a path of the API is about: "pipes", "datasets", or "" for the node itself.
std::string EntityOf(const std::vector<std::string>& path) {
    const bool has_entity =
        !path.empty() && (path.front() == "pipes" || path.front() == "datasets");
    return has_entity ? path.front() : "";
}

PipeRunner::Task TaskOf(const http::Request& request) {
    PipeRunner::Task task;
    const auto number = [&](const char* name, long long otherwise) {
        return std::clamp(QueryNumber(request, name).value_or(otherwise), 0LL, 100'000LL);
    };
    task.extra_zero_runs = static_cast<int>(number("extra_zero_runs", task.extra_zero_runs));
    task.max_runs = static_cast<int>(number("max_runs", task.max_runs));
    task.max_run_time = number("max_run_time", task.max_run_time / 1000) * 1000;
    return task;
}

std::string TokenOf(const http::Request& request) {
    const std::string* token = request.Query("token");
    return token == nullptr ? "" : *token;
}

}  // namespace

Node::Node(Schema schema, Policies policies, MakeConnectors make_connectors, Clock& clock,
           std::string token)
    : schema_(std::move(schema)),
      policies_(std::move(policies)),
      make_connectors_(std::move(make_connectors)),
      clock_(clock),
      token_(std::move(token)),
      pipes_(PipesOf(schema_)),
      state_(schema_.entities.size()),
      runner_([this] { return RunRound(); }, clock) {
    for (const Pipe& pipe : pipes_) pumps_.emplace_back(pipe.id);
    AddRoutes();
    AddRunnerRoutes();
    Boot();
}

void Node::Add(const char* method, const std::string& path, http::Router::Handler handler) {
    router_.Add(method, path, std::move(handler));
    operations_.push_back(
        {method, "/api" + path, EntityOf(http::SegmentsOf(path)), http::Operation::Kind::kOther});
}

void Node::AddRoutes() {
    for (const char* path : {"/ping", "/health"})
        Add("GET", path, [](auto&, auto&) { return Answer({{"status", "running"}}); });
    Add("GET", "/status", [&](auto&, auto&) { return Status(); });
    Add("GET", "/pipes", [&](auto& request, auto&) { return AllPipes(request); });
    Add("GET", "/pipes/{id}/pump", [&](auto&, auto& values) { return ReadPump(values[0]); });
    Add("GET", "/pipes/{id}/log",
        [&](auto& request, auto& values) { return Log(request, values[0]); });
    Add("POST", "/pipes/{id}/pump",
        [&](auto& request, auto& values) { return WritePump(request, values[0]); });
    Add("GET", "/datasets", [&](auto&, auto&) { return AllDatasets(); });
    Add("GET", "/datasets/{id}", [&](auto&, auto& values) { return OneDataset(values[0]); });
    Add("GET", "/datasets/{id}/entities",
        [&](auto& request, auto& values) { return Entities(request, values[0]); });
    Add("GET", "/datasets/{id}/entity",
        [&](auto& request, auto& values) { return OneEntity(request, values[0]); });
    Add("GET", "/metadata", [&](auto&, auto&) { return Metadata(); });
    Add("PUT", "/metadata", [&](auto& request, auto&) { return SetMetadata(request); });
    Add("POST", "/admin", [&](auto& request, auto&) { return Admin(request); });
}

/// Before the pipes, whose ids would else take these words.
void Node::AddRunnerRoutes() {
    Add("POST", "/pipes/run-all-pipes", [&](auto& request, auto&) { return RunAllPipes(request); });
    Add("POST", "/pipes/stop-run-all-pipes", [&](auto&, auto&) {
        runner_.Stop();
        return Answer({{"status", "success"}});
    });
    Add("GET", "/pipes/get-pipe-runner-status",
        [&](auto& request, auto&) { return Answer(runner_.StatusOf(TokenOf(request))); });
    Add("GET", "/pipes/get-run-all-pipes-log", [&](auto& request, auto&) {
        const auto since = std::max(QueryNumber(request, "since").value_or(0), 0LL);
        return Answer(runner_.Log(TokenOf(request), static_cast<std::size_t>(since)));
    });
    Add("GET", "/pipes/{id}", [&](auto&, auto& values) { return OnePipe(values[0]); });
}

/// Starts the data flow over what the state holds: nothing but the state survives.
void Node::Boot() {
    data_flow_ = nullptr;
    data_flow_ =
        std::make_unique<DataFlow>(schema_, state_, policies_, make_connectors_(schema_), clock_);
    const std::lock_guard lock(pumps_mutex_);
    started_ = std::max(clock_.Now(), started_ + 1);
    for (std::size_t pipe = 0; pipe < pipes_.size(); ++pipe) {
        pumps_[pipe].Reset(data_flow_->QueueOf(pipes_[pipe]), data_flow_->LastSeen(pipes_[pipe]));
    }
}

http::Response Node::Handle(const http::Request& request) {
    if (!request.Bears(token_)) {
        return Refuse(401, "the request needs 'Authorization: Bearer <token>'");
    }
    http::Request inside = request;
    if (!inside.path.empty() && inside.path.front() == "api")
        inside.path.erase(inside.path.begin());
    const auto match = router_.Find(inside);
    http::Response response = match.handler != nullptr ? (*match.handler)(inside, match.values)
                              : match.path_known ? Refuse(405, "the method is not allowed here")
                                                 : NotFound("path", request.target);
    if (!match.allowed.empty()) response.headers.emplace_back("Allow", match.allowed);
    response.effect.matched = match.handler != nullptr;
    response.effect.entity = EntityOf(inside.path);
    if (!match.values.empty()) response.effect.record = match.values.front();
    return response;
}

http::Response Node::Status() {
    const std::lock_guard lock(pumps_mutex_);
    return Answer(
        {{"status", "running"}, {"version", kVersion}, {"node_start_time", FormatTime(started_)}});
}

http::Response Node::Metadata() {
    const std::lock_guard lock(pumps_mutex_);
    return Answer(metadata_);
}

http::Response Node::SetMetadata(const http::Request& request) {
    Json metadata = ParseJson(request.body);
    if (!metadata.is_object()) return Refuse(400, "the metadata must be a JSON object");
    const std::lock_guard lock(pumps_mutex_);
    metadata_ = std::move(metadata);
    return Answer(metadata_);
}

http::Response Node::RunAllPipes(const http::Request& request) {
    PipeRunner::Task task = TaskOf(request);
    if (QueryFlag(request, "reset_pipes_and_delete_sink_datasets", false))
        task.before = [this] { ForgetEverything(); };
    const http::Response busy = Refuse(409, "all pipes are being run already");
    const std::string* mode = request.Query("request_mode");
    if (mode == nullptr || ToLower(*mode) == "sync") {
        const auto ended = runner_.RunNow(task);
        return ended ? Answer(*ended) : busy;
    }
    if (ToLower(*mode) != "async") return Refuse(400, "request_mode must be sync or async");
    const auto token = runner_.Begin(task);
    return token ? Answer({{"token", *token}}) : busy;
}

/// The numbers of versions go on, so that who has seen them misses nothing.
void Node::ForgetEverything() {
    const std::lock_guard running(run_mutex_);
    State fresh(schema_.entities.size());
    fresh.sequence = state_.sequence;
    data_flow_ = nullptr;  // it points into the state
    state_ = std::move(fresh);
    history_.Clear();
    Boot();
}

http::Response Node::Admin(const http::Request& request) {
    const std::string operation = FormField(request, "operation");
    if (operation != "restart") {
        return Refuse(400, fmt::format("the node does not know the operation '{}'", operation));
    }
    const std::lock_guard running(run_mutex_);
    policies_.life.on_restart(state_);
    Boot();
    return Answer({{"message", "OK"}});
}

}  // namespace plumb::mocks::sesam
