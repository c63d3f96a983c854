#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"

namespace plumb::mocks::sesam {

/// Runs all pipes again and again until nothing changes, as POST /pipes/run-all-pipes asks for: in
/// the caller's thread or in one of its own. One at a time. Safe from several threads.
class PipeRunner final {
  public:
    /// What one run of all pipes came to.
    struct Round {
        bool changed = false;
        std::string failure{};  ///< of the first pipe that failed; "" for none
    };
    struct Task {
        int extra_zero_runs = 2;  ///< runs without a change after the first such run
        int max_runs = 100;
        Milliseconds max_run_time = 15 * 60 * 1000;
        std::function<void()> before{};  ///< done once, before the first run; may be empty
    };

    /// `clock` must outlive it.
    PipeRunner(std::function<Round()> run_all, Clock& clock)
        : run_all_(std::move(run_all)), clock_(clock) {}
    ~PipeRunner() { stopped_ = true; }
    PipeRunner(const PipeRunner&) = delete;
    PipeRunner& operator=(const PipeRunner&) = delete;

    /// How it ended: {"status": "success" or "failed", "additional_info": …}. Nothing when another
    /// one is at work.
    std::optional<Json> RunNow(const Task& task);
    /// Begins and gives a token.
    std::optional<std::string> Begin(const Task& task);

    /// Of the last one; "not-running" for another token.
    Json StatusOf(const std::string& token) const;
    /// Lines after the first so many.
    Json Log(const std::string& token, std::size_t since) const;
    /// Ends the one at work after its present run of all pipes, and waits for that.
    void Stop();

  private:
    bool Claim();
    void Work(const Task& task);
    Round RunOnce(int number);
    void Say(const char* level, std::string text);
    void End(const char* status, std::string info);

    const std::function<Round()> run_all_;
    Clock& clock_;

    std::mutex start_mutex_;    ///< guards thread_
    mutable std::mutex mutex_;  ///< guards what follows
    std::string token_;
    std::string status_ = "not-running";
    std::string info_;
    std::vector<Json> log_;
    std::atomic<bool> stopped_ = false;
    std::jthread thread_;  // last: it uses all the others
};

}  // namespace plumb::mocks::sesam
