#include "mocks/sesam/node.h"

#include <fmt/format.h>
#include <algorithm>

#include "mocks/sesam/form.h"
#include "mocks/sesam/views.h"

namespace plumb::mocks::sesam {

namespace {

constexpr const char* kVersion = "sesam-reference/1";

http::Response Answer(const Json& body, int status = 200) {
    http::Response response;
    response.status = status;
    response.body = Dump(body);
    return response;
}

http::Response Refuse(int status, const std::string& detail) {
    return Answer({{"status", status}, {"detail", detail}}, status);
}

http::Response NotFound(const std::string& what, const std::string& name) {
    return Refuse(404, fmt::format("there is no {} '{}'", what, name));
}

DatasetQuery QueryOf(const http::Request& request) {
    DatasetQuery query;
    query.since = QueryNumber(request, "since").value_or(0);
    if (const auto limit = QueryNumber(request, "limit"); limit && *limit >= 0) {
        query.limit = static_cast<std::size_t>(*limit);
    }
    query.deleted = QueryFlag(request, "deleted", true);
    query.reverse = QueryFlag(request, "reverse", false);
    return query;
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
      pumps_(pipes_.size()),
      state_(schema_.entities.size()) {
    AddRoutes();
    Boot();
}

void Node::AddRoutes() {
    const auto get = [&](const char* path,
                         std::function<http::Response(const http::Request&, const Values&)> f) {
        router_.Add("GET", path, std::move(f));
    };
    get("/ping", [](auto&, auto&) { return Answer({{"status", "running"}}); });
    get("/status", [&](auto&, auto&) { return Status(); });
    get("/pipes", [&](auto&, auto&) { return AllPipes(); });
    get("/pipes/{id}", [&](auto&, auto& values) { return OnePipe(values[0]); });
    get("/pipes/{id}/pump", [&](auto&, auto& values) { return ReadPump(values[0]); });
    get("/pipes/{id}/log", [&](auto&, auto& values) { return Log(values[0]); });
    get("/datasets", [&](auto&, auto&) { return AllDatasets(); });
    get("/datasets/{id}", [&](auto&, auto& values) { return OneDataset(values[0]); });
    get("/datasets/{id}/entities",
        [&](auto& request, auto& values) { return Entities(request, values[0]); });
    router_.Add("POST", "/pipes/{id}/pump",
                [&](auto& request, auto& values) { return WritePump(request, values[0]); });
    router_.Add("POST", "/admin", [&](auto& request, auto&) { return Admin(request); });
}

/// Starts the data flow over what the state holds: nothing but the state survives.
void Node::Boot() {
    data_flow_ = nullptr;
    data_flow_ =
        std::make_unique<DataFlow>(schema_, state_, policies_, make_connectors_(schema_), clock_);
    const std::lock_guard lock(pumps_mutex_);
    started_ = std::max(clock_.Now(), started_ + 1);
    for (std::size_t pipe = 0; pipe < pipes_.size(); ++pipe) {
        pumps_[pipe].Reset(data_flow_->QueueOf(pipes_[pipe]));
    }
}

http::Response Node::Handle(const http::Request& request) {
    if (request.Header("authorization") != "Bearer " + token_) {
        return Refuse(401, "the request needs 'Authorization: Bearer <token>'");
    }
    http::Request inside = request;
    if (!inside.path.empty() && inside.path.front() == "api")
        inside.path.erase(inside.path.begin());
    const auto match = router_.Find(inside);
    if (match.handler != nullptr) return (*match.handler)(inside, match.values);
    return match.path_known ? Refuse(405, "the method is not allowed here")
                            : NotFound("path", request.target);
}

http::Response Node::Status() {
    const std::lock_guard lock(pumps_mutex_);
    return Answer(
        {{"status", "running"}, {"version", kVersion}, {"node_start_time", FormatTime(started_)}});
}

std::size_t Node::PipeNumber(const std::string& id) const {
    return static_cast<std::size_t>(std::ranges::find(pipes_, id, &Pipe::id) - pipes_.begin());
}

Json Node::DescribePipe(std::size_t pipe) {
    const std::lock_guard lock(pumps_mutex_);
    Json runtime = pumps_[pipe].Runtime();
    runtime["is-valid-config"] = true;
    runtime["config-errors"] = Json::array();
    const Json config = {{"_id", pipes_[pipe].id}, {"type", "pipe"}};
    return {{"_id", pipes_[pipe].id},
            {"config", {{"original", config}, {"effective", config}}},
            {"runtime", runtime}};
}

http::Response Node::AllPipes() {
    Json all = Json::array();
    for (std::size_t pipe = 0; pipe < pipes_.size(); ++pipe) all.push_back(DescribePipe(pipe));
    return Answer(all);
}

http::Response Node::OnePipe(const std::string& id) {
    const std::size_t pipe = PipeNumber(id);
    return pipe == pipes_.size() ? NotFound("pipe", id) : Answer(DescribePipe(pipe));
}

http::Response Node::ReadPump(const std::string& id) {
    const std::size_t pipe = PipeNumber(id);
    if (pipe == pipes_.size()) return NotFound("pipe", id);
    const std::lock_guard lock(pumps_mutex_);
    return Answer({{"_id", id}, {"runtime", pumps_[pipe].Runtime()}});
}

http::Response Node::Log(const std::string& id) {
    const std::size_t pipe = PipeNumber(id);
    if (pipe == pipes_.size()) return NotFound("pipe", id);
    const std::lock_guard lock(pumps_mutex_);
    return Answer(pumps_[pipe].Log(id));
}

http::Response Node::WritePump(const http::Request& request, const std::string& id) {
    const std::size_t pipe = PipeNumber(id);
    if (pipe == pipes_.size()) return NotFound("pipe", id);
    const std::string operation = FormField(request, "operation");
    if (operation == "start") {
        const std::unique_lock running(run_mutex_, std::try_to_lock);
        if (!running.owns_lock()) return Refuse(409, "a pipe is running already");
        Run(pipe);
    } else if (operation == "enable" || operation == "disable") {
        const std::lock_guard lock(pumps_mutex_);
        pumps_[pipe].SetDisabled(operation == "disable");
    } else if (operation != "stop") {
        return Refuse(400, fmt::format("the pump does not know the operation '{}'", operation));
    }
    return ReadPump(id);
}

void Node::Run(std::size_t pipe) {
    {
        const std::lock_guard lock(pumps_mutex_);
        pumps_[pipe].Begin();
    }
    const RunReport report = data_flow_->Run(pipes_[pipe]);
    const std::lock_guard lock(pumps_mutex_);
    for (std::size_t other = 0; other < pipes_.size(); ++other) {
        pumps_[other].SetQueue(data_flow_->QueueOf(pipes_[other]));
    }
    pumps_[pipe].End(report, data_flow_->QueueOf(pipes_[pipe]), clock_.Now());
}

void Node::RunAll() {
    for (std::size_t pipe = 0; pipe < pipes_.size(); ++pipe) {
        const std::lock_guard running(run_mutex_);
        bool disabled = false;
        {
            const std::lock_guard lock(pumps_mutex_);
            disabled = pumps_[pipe].IsDisabled();
        }
        if (!disabled) Run(pipe);
    }
}

http::Response Node::AllDatasets() {
    Json all = Json::array();
    for (const std::string& name : DatasetNames(schema_)) all.push_back({{"_id", name}});
    return Answer(all);
}

http::Response Node::OneDataset(const std::string& name) {
    const std::lock_guard running(run_mutex_);
    const auto last = LastUpdated(schema_, state_, name);
    if (!last) return NotFound("dataset", name);
    const Json runtime = {{"last-updated", *last}, {"populated", true}};
    return Answer({{"_id", name}, {"_updated", *last}, {"runtime", runtime}});
}

http::Response Node::Entities(const http::Request& request, const std::string& name) {
    const std::lock_guard running(run_mutex_);
    const auto entities = ReadDataset(schema_, state_, name, QueryOf(request));
    return entities ? Answer(*entities) : NotFound("dataset", name);
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
