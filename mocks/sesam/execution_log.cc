#include "mocks/sesam/execution_log.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "mocks/http/random.h"

namespace plumb::mocks::sesam {

namespace {

constexpr std::size_t kMaxEvents = 1000;

/// The wire form of a moment.
std::string Tagged(Milliseconds at) {
    return "~t" + FormatTime(at);
}

Json Metrics(const ExecutionLog::Run& run) {
    return {{"entities",
             {{"changes_last_run", run.report.processed},
              {"entities_last_run", run.report.processed},
              {"read_errors_last_run", run.report.message.empty() ? 0 : 1}}}};
}

}  // namespace

void ExecutionLog::Ran(const Run& run) {
    const std::string& message = run.report.message;
    if (run.report.processed == 0 && message.empty() && run.errors.empty()) return;
    Add("pump-started", "pump-started", run.began, {{"start_time", Tagged(run.began)}});
    for (const WriteError& error : run.errors) {
        Add("write-error:" + error.id, "write-error", run.ended,
            {{"original_error_message", error.message},
             {"retry_attempts", 0},
             {"retryable", false},
             {"resolved", false},
             {"dead", true},
             {"entity", error.attempted}});
    }
    // Error code 0: the system could not be reached or read.
    if (!message.empty()) {
        Add("read-error:" + http::RandomUuid(), "read-error", run.ended,
            {{"error_code", 0}, {"original_error_message", message}});
    }
    Json end = {{"start_time", Tagged(run.began)},
                {"end_time", Tagged(run.ended)},
                {"total_time", static_cast<double>(run.ended - run.began) / 1000},
                {"sync_type", run.full ? "full" : "incremental"},
                {"entities_succeeded", run.report.processed},
                {"entities_failed", run.errors.size()},
                {"retry_entities_exist", run.retries},
                {"next_interval", nullptr},
                {"metrics", Metrics(run)}};
    const char* event = message.empty() ? "pump-completed" : "pump-failed";
    if (!message.empty()) {
        end["original_error_message"] = message;
        end["reason_why_stopped"] = message;
        end["traceback"] = "";
        end["exception_entity"] = nullptr;
    }
    Add(event, event, run.ended, std::move(end));
}

void ExecutionLog::OffsetSet(const Json& last_seen, bool is_reset, Milliseconds at) {
    Add("pump-offset-set", "pump-offset-set", at,
        {{"last-seen", last_seen}, {"is_reset", is_reset}});
}

void ExecutionLog::Add(std::string id, const char* event, Milliseconds at, Json more) {
    more["_id"] = std::move(id);
    more["_updated"] = ++updated_;
    more["_ts"] = at * 1000;
    more["_deleted"] = false;
    more["event_type"] = event;
    more["pipe"] = pipe_;
    events_.push_back(std::move(more));
    if (events_.size() > kMaxEvents) events_.pop_front();
}

Json ExecutionLog::Read(const DatasetQuery& query) const {
    std::vector<const Json*> shown;
    std::set<std::string> newer;
    for (auto event = events_.rbegin(); event != events_.rend(); ++event) {
        const bool newest = newer.insert((*event)["_id"].get<std::string>()).second;
        if ((*event)["_updated"].get<std::int64_t>() <= query.since) break;
        if (newest || query.history) shown.push_back(&*event);
    }
    if (!query.reverse) std::reverse(shown.begin(), shown.end());
    shown.resize(std::min(shown.size(), query.limit.value_or(shown.size())));
    Json events = Json::array();
    for (const Json* event : shown) events.push_back(*event);
    return events;
}

}  // namespace plumb::mocks::sesam
