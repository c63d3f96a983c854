#include <algorithm>

#include "mocks/sesam/form.h"
#include "mocks/sesam/node.h"
#include "mocks/sesam/node_answers.h"

namespace plumb::mocks::sesam {

namespace {

constexpr std::string_view kExecution = "system:pump_execution:";

DatasetQuery QueryOf(const http::Request& request) {
    DatasetQuery query;
    query.since = QueryNumber(request, "since").value_or(0);
    if (const auto limit = QueryNumber(request, "limit"); limit && *limit >= 0) {
        query.limit = static_cast<std::size_t>(*limit);
    }
    query.deleted = QueryFlag(request, "deleted", true);
    query.reverse = QueryFlag(request, "reverse", false);
    query.history = QueryFlag(request, "history", true);
    return query;
}

}  // namespace

std::string Node::ExecutionDataset(std::size_t pipe) const {
    return std::string(kExecution) + pipes_[pipe].id;
}

std::optional<std::size_t> Node::ExecutedPipe(std::string_view dataset) const {
    if (!dataset.starts_with(kExecution)) return std::nullopt;
    const std::size_t pipe = PipeNumber(std::string(dataset.substr(kExecution.size())));
    return pipe == pipes_.size() ? std::nullopt : std::optional(pipe);
}

http::Response Node::Log(const http::Request& request, const std::string& id) {
    const std::size_t pipe = PipeNumber(id);
    if (pipe == pipes_.size()) return NotFound("pipe", id);
    const std::lock_guard lock(pumps_mutex_);
    return Answer(pumps_[pipe].Log().Read(QueryOf(request)));
}

http::Response Node::AllDatasets() {
    Json all = Json::array();
    for (const std::string& name : DatasetNames(schema_)) all.push_back({{"_id", name}});
    return Answer(all);
}

std::optional<std::int64_t> Node::NewestOf(const std::string& dataset) {
    if (const auto pipe = ExecutedPipe(dataset)) {
        const std::lock_guard lock(pumps_mutex_);
        return pumps_[*pipe].Log().LastUpdated();
    }
    return LastUpdated(schema_, state_, dataset);
}

std::int64_t Node::LargestUpdated() {
    std::int64_t largest = 0;
    for (const std::string& name : DatasetNames(schema_))
        largest = std::max(largest, *LastUpdated(schema_, state_, name));
    return largest;
}

http::Response Node::OneDataset(const std::string& name) {
    const std::lock_guard running(run_mutex_);
    const auto last = NewestOf(name);
    if (!last) return NotFound("dataset", name);
    const Json runtime = {{"last-updated", *last},
                          {"populated", IsPopulated(schema_, state_, name)}};
    return Answer({{"_id", name}, {"_updated", *last}, {"runtime", runtime}});
}

http::Response Node::Entities(const http::Request& request, const std::string& name) {
    if (const auto pipe = ExecutedPipe(name)) return Log(request, pipes_[*pipe].id);
    const std::lock_guard running(run_mutex_);
    const auto entities = ReadDataset(schema_, state_, name, QueryOf(request), &history_);
    if (!entities) return NotFound("dataset", name);
    const bool populated = IsPopulated(schema_, state_, name);
    if (QueryFlag(request, "populated", false) && !populated)
        return Refuse(404, "the dataset is not populated yet");
    http::Response response = Answer(*entities);
    response.headers.emplace_back("X-Dataset-Populated", populated ? "true" : "false");
    return response;
}

http::Response Node::OneEntity(const http::Request& request, const std::string& name) {
    const std::string* id = request.Query("entity_id");
    if (id == nullptr) return Refuse(400, "the request needs 'entity_id'");
    const std::lock_guard running(run_mutex_);
    const auto entity = ReadEntity(schema_, state_, name, *id);
    if (!entity) return NotFound("dataset", name);
    return entity->is_null() ? NotFound("entity", *id) : Answer(*entity);
}

}  // namespace plumb::mocks::sesam
