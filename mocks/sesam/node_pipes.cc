#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "mocks/sesam/form.h"
#include "mocks/sesam/node.h"
#include "mocks/sesam/node_answers.h"

namespace plumb::mocks::sesam {

namespace {

/// A time, or a whole number of milliseconds.
std::optional<Milliseconds> MomentIn(const std::string& text) {
    const bool digits = !text.empty() && text.size() <= 15 &&
                        std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    return digits ? std::optional<Milliseconds>(std::stoll(text)) : ParseTime(text);
}

std::vector<WriteError> ErrorsIn(const Json& notes) {
    std::vector<WriteError> errors;
    for (const Json& note : notes) {
        const std::string message = TextAt(note, "$error");
        if (!message.empty()) errors.push_back({note["_id"], message, note["$attempted"]});
    }
    return errors;
}

/// What `fields` names of a pipe; storage and graph are empty here.
Json Only(const Json& pipe, const std::string& fields) {
    Json shown = {{"_id", pipe["_id"]}};
    for (const std::string_view name : Split(fields, ',')) {
        const std::string part(Trim(name));
        if (part == "storage" || part == "graph") shown[part] = Json::object();
        if (pipe.contains(part)) shown[part] = pipe[part];
    }
    return shown;
}

}  // namespace

std::size_t Node::PipeNumber(const std::string& id) const {
    return static_cast<std::size_t>(std::ranges::find(pipes_, id, &Pipe::id) - pipes_.begin());
}

Json Node::DescribePipe(std::size_t pipe) {
    const std::lock_guard lock(pumps_mutex_);
    Json runtime = pumps_[pipe].Runtime();
    runtime["is-valid-config"] = true;
    runtime["config-errors"] = Json::array();
    runtime["dependencies"] = Json::array();
    runtime["execution-dataset"] = ExecutionDataset(pipe);
    const Json config = {{"_id", pipes_[pipe].id}, {"type", "pipe"}};
    return {{"_id", pipes_[pipe].id},
            {"config", {{"original", config}, {"effective", config}}},
            {"runtime", runtime}};
}

http::Response Node::AllPipes(const http::Request& request) {
    const std::string* fields = request.Query("fields");
    Json all = Json::array();
    for (std::size_t pipe = 0; pipe < pipes_.size(); ++pipe) {
        Json shown = DescribePipe(pipe);
        all.push_back(fields == nullptr ? std::move(shown) : Only(shown, *fields));
    }
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

/// "stop" has nothing to do: a start is answered when the run has ended. Nor has "reset-rescan": a
/// rescan never waits to go on.
http::Response Node::WritePump(const http::Request& request, const std::string& id) {
    const std::size_t pipe = PipeNumber(id);
    if (pipe == pipes_.size()) return NotFound("pipe", id);
    const std::string operation = FormField(request, "operation");
    const auto& supported = SupportedOperations();
    if (std::ranges::find(supported, operation) == supported.end()) {
        return Refuse(400, fmt::format("the pump does not support the operation '{}'", operation));
    }
    if (operation == "enable" || operation == "disable") {
        const std::lock_guard lock(pumps_mutex_);
        pumps_[pipe].SetDisabled(operation == "disable", FormField(request, "comment"));
    } else if (operation != "stop" && operation != "reset-rescan") {
        const std::unique_lock running(run_mutex_, std::try_to_lock);
        if (!running.owns_lock()) return Refuse(409, "a pipe is running already");
        if (const std::string problem = Operate(operation, request, pipe); !problem.empty())
            return Refuse(400, problem);
    }
    return ReadPump(id);
}

std::string Node::Operate(const std::string& operation, const http::Request& request,
                          std::size_t pipe) {
    if (operation == "start") Run(pipe);
    if (operation == "discard-retries") {
        data_flow_->DiscardRetries(pipes_[pipe]);
        RefreshQueues();
    }
    if (operation == "set-last-seen-to-end") Seek(pipe, clock_.Now());
    if (operation == "start-rescan") {
        data_flow_->Seek(pipes_[pipe], std::nullopt);
        Run(pipe);
    }
    if (operation != "update-last-seen") return "";
    const std::optional<std::string> text = FindFormField(request, "last-seen");
    if (!text) return "the operation needs 'last-seen'";
    const auto moment = MomentIn(*text);
    if (!text->empty() && !moment) return fmt::format("'{}' is not a last-seen", *text);
    Seek(pipe, moment);
    return "";
}

void Node::Seek(std::size_t pipe, std::optional<Milliseconds> since) {
    data_flow_->Seek(pipes_[pipe], since);
    const std::lock_guard lock(pumps_mutex_);
    pumps_[pipe].SetLastSeen(data_flow_->LastSeen(pipes_[pipe]), !since, clock_.Now());
}

void Node::RefreshQueues() {
    const std::lock_guard lock(pumps_mutex_);
    for (std::size_t other = 0; other < pipes_.size(); ++other)
        pumps_[other].SetQueue(data_flow_->QueueOf(pipes_[other]));
}

std::string Node::Run(std::size_t pipe) {
    {
        const std::lock_guard lock(pumps_mutex_);
        pumps_[pipe].Begin(clock_.Now());
    }
    const bool full = data_flow_->LastSeen(pipes_[pipe]).is_null();
    const std::int64_t before = state_.sequence;
    Pump::Ending ending{.report = data_flow_->Run(pipes_[pipe]), .full = full};
    const DatasetQuery written{.since = before, .history = false};
    if (pipes_[pipe].kind == Pipe::Kind::kShare)
        ending.errors = ErrorsIn(*ReadDataset(schema_, state_, pipes_[pipe].id, written));
    ending.queue = data_flow_->QueueOf(pipes_[pipe]);
    ending.last_seen = data_flow_->LastSeen(pipes_[pipe]);
    history_.Note(schema_, state_);
    RefreshQueues();
    const std::lock_guard lock(pumps_mutex_);
    pumps_[pipe].End(ending, clock_.Now());
    return ending.report.message;
}

bool Node::MayRunByItself(std::size_t pipe) {
    const std::lock_guard lock(pumps_mutex_);
    return !pumps_[pipe].IsDisabled();
}

void Node::RunAll() {
    {
        const std::lock_guard lock(pumps_mutex_);
        const Json* disabled = Find(metadata_, "task_manager.disable_user_pipes");
        if (disabled != nullptr && *disabled == true) return;
    }
    for (std::size_t pipe = 0; pipe < pipes_.size(); ++pipe) {
        const std::lock_guard running(run_mutex_);
        if (MayRunByItself(pipe)) Run(pipe);
    }
}

PipeRunner::Round Node::RunRound() {
    PipeRunner::Round round;
    for (std::size_t pipe = 0; pipe < pipes_.size(); ++pipe) {
        const std::lock_guard running(run_mutex_);
        if (!MayRunByItself(pipe)) continue;
        const std::int64_t before = LargestUpdated();
        const std::string failure = Run(pipe);
        if (round.failure.empty() && !failure.empty())
            round.failure = fmt::format("{}: {}", pipes_[pipe].id, failure);
        round.changed = round.changed || LargestUpdated() != before;
    }
    return round;
}

}  // namespace plumb::mocks::sesam
