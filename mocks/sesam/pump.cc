#include "mocks/sesam/pump.h"

#include <algorithm>

namespace plumb::mocks::sesam {

namespace {

constexpr std::size_t kMaxLog = 200;

}  // namespace

void Pump::End(const RunReport& report, int queue, Milliseconds now) {
    running_ = false;
    queue_ = queue;
    last_run_ = std::max(now, last_run_ + 1);
    last_ = report;
    log_.push_back({report, last_run_});
    if (log_.size() > kMaxLog) log_.pop_front();
}

void Pump::Reset(int queue) {
    running_ = false;
    queue_ = queue;
    last_ = {};
}

Json Pump::Runtime() const {
    const Json last_run = last_run_ == 0 ? Json() : Json(FormatTime(last_run_));
    // A run that failed will be repeated: until then there is something in the queue.
    const int source = std::max(queue_, last_.message.empty() ? 0 : 1);
    return {{"is-running", running_},
            {"is-disabled", disabled_},
            {"state", running_ ? "Running" : "Ready"},
            {"last-run", last_run},
            {"next-run", nullptr},
            {"last-seen", last_run},
            {"last-message", last_.message.empty() ? Json() : Json(last_.message)},
            {"last-original-error-message", last_.message.empty() ? Json() : Json(last_.message)},
            {"progress", {{"processed", last_.processed}}},
            {"queues", {{"source", source}, {"dependencies", Json::object()}}},
            {"retry_entities_exist", queue_ > 0},
            {"supported-operations", {"start", "stop", "enable", "disable"}}};
}

Json Pump::Log(const std::string& pipe) const {
    Json entries = Json::array();
    for (const Entry& entry : log_) {
        const bool failed = !entry.report.message.empty();
        Json shown = {{"_id", (failed ? "pump-failed:" : "pump-completed:") + FormatTime(entry.at)},
                      {"_updated", entry.at},
                      {"event_type", failed ? "pump-failed" : "pump-completed"},
                      {"pipe", pipe},
                      {"end_time", "~t" + FormatTime(entry.at)},
                      {"entities_succeeded", entry.report.processed}};
        if (failed) shown["original_error_message"] = entry.report.message;
        entries.push_back(std::move(shown));
    }
    return entries;
}

}  // namespace plumb::mocks::sesam
