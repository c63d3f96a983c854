#include "mocks/sesam/pump.h"

#include <algorithm>
#include <utility>

namespace plumb::mocks::sesam {

void Pump::Begin(Milliseconds now) {
    running_ = true;
    began_ = now;
}

void Pump::End(const Ending& ending, Milliseconds now) {
    running_ = false;
    queue_ = ending.queue;
    last_seen_ = ending.last_seen;
    last_run_ = std::max(now, last_run_ + 1);
    last_ = ending.report;
    log_.Ran({.began = began_,
              .ended = last_run_,
              .full = ending.full,
              .retries = ending.queue > 0,
              .report = ending.report,
              .errors = ending.errors});
}

void Pump::SetDisabled(bool disabled, std::string comment) {
    disabled_ = disabled;
    comment_ = std::move(comment);
}

void Pump::SetLastSeen(Json last_seen, bool is_reset, Milliseconds now) {
    last_seen_ = std::move(last_seen);
    log_.OffsetSet(last_seen_, is_reset, now);
}

void Pump::Reset(int queue, Json last_seen) {
    running_ = false;
    queue_ = queue;
    last_seen_ = std::move(last_seen);
    last_ = {};
}

Json Pump::Runtime() const {
    const Json last_run = last_run_ == 0 ? Json() : Json(FormatTime(last_run_));
    // A run that failed will be repeated: until then there is something in the queue.
    const int source = std::max(queue_, last_.message.empty() ? 0 : 1);
    return {{"is-running", running_},
            {"is-disabled", disabled_},
            {"comment", comment_.empty() ? Json() : Json(comment_)},
            {"state", running_ ? "Running" : "Ready"},
            {"last-run", last_run},
            {"next-run", nullptr},
            {"last-seen", last_seen_},
            {"last-message", last_.message.empty() ? Json() : Json(last_.message)},
            {"last-original-error-message", last_.message.empty() ? Json() : Json(last_.message)},
            {"progress", {{"processed", last_.processed}}},
            {"queues", {{"source", source}, {"dependencies", Json::object()}}},
            {"retry_entities_exist", queue_ > 0},
            {"supported-operations", SupportedOperations()}};
}

const std::vector<std::string>& SupportedOperations() {
    static const std::vector<std::string> operations = {"start",
                                                        "start-rescan",
                                                        "stop",
                                                        "enable",
                                                        "disable",
                                                        "update-last-seen",
                                                        "set-last-seen-to-end",
                                                        "reset-rescan",
                                                        "discard-retries"};
    return operations;
}

}  // namespace plumb::mocks::sesam
