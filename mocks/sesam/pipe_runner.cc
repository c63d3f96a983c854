#include "mocks/sesam/pipe_runner.h"

#include <fmt/format.h>

#include "mocks/http/random.h"

namespace plumb::mocks::sesam {

namespace {

constexpr const char* kRunning = "running";

}  // namespace

bool PipeRunner::Claim() {
    const std::scoped_lock lock(mutex_);
    if (status_ == kRunning) return false;
    status_ = kRunning;
    token_ = http::RandomUuid();
    info_.clear();
    log_.clear();
    stopped_ = false;
    return true;
}

std::optional<Json> PipeRunner::RunNow(const Task& task) {
    if (!Claim()) return std::nullopt;
    Work(task);
    const std::scoped_lock lock(mutex_);
    return Json{{"status", status_}, {"additional_info", info_}};
}

std::optional<std::string> PipeRunner::Begin(const Task& task) {
    const std::scoped_lock start(start_mutex_);
    if (!Claim()) return std::nullopt;
    thread_ = std::jthread([this, task] { Work(task); });
    const std::scoped_lock lock(mutex_);
    return token_;
}

void PipeRunner::Work(const Task& task) {
    if (task.before) task.before();
    const Milliseconds began = clock_.Now();
    int unchanged = 0;
    Round round;
    for (int number = 1; number <= task.max_runs && !stopped_; ++number) {
        round = RunOnce(number);
        const bool quiet = !round.changed && round.failure.empty();
        unchanged = quiet ? unchanged + 1 : 0;
        if (unchanged > task.extra_zero_runs)
            return End("success", fmt::format("{} runs of all pipes", number));
        if (clock_.Now() - began > task.max_run_time) break;
    }
    if (stopped_) return End("failed", "it was stopped");
    End("failed", round.failure.empty()
                      ? "the pipes still changed something when the limit was reached"
                      : round.failure);
}

PipeRunner::Round PipeRunner::RunOnce(int number) {
    Round round = run_all_();
    Say(round.failure.empty() ? "INFO" : "ERROR",
        fmt::format("run {}: {}{}", number, round.changed ? "changes" : "no changes",
                    round.failure.empty() ? "" : "; " + round.failure));
    return round;
}

void PipeRunner::Say(const char* level, std::string text) {
    const std::scoped_lock lock(mutex_);
    log_.push_back({{"timestamp", FormatTime(clock_.Now())},
                    {"loglevel", level},
                    {"logdata", std::move(text)}});
}

void PipeRunner::End(const char* status, std::string info) {
    const std::scoped_lock lock(mutex_);
    status_ = status;
    info_ = std::move(info);
}

Json PipeRunner::StatusOf(const std::string& token) const {
    const std::scoped_lock lock(mutex_);
    if (token != token_) return {{"status", "not-running"}};
    return {{"status", status_}, {"additional_info", info_}};
}

Json PipeRunner::Log(const std::string& token, std::size_t since) const {
    const std::scoped_lock lock(mutex_);
    Json lines = Json::array();
    for (std::size_t i = since; token == token_ && i < log_.size(); ++i) lines.push_back(log_[i]);
    return lines;
}

void PipeRunner::Stop() {
    stopped_ = true;
    const std::scoped_lock start(start_mutex_);
    if (thread_.joinable()) thread_.join();
}

}  // namespace plumb::mocks::sesam
