#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace plumb::mocks::http {

/// Threads that run jobs, made when one is needed and no thread is free, up to a limit. Safe from
/// several threads.
class WorkerPool final {
  public:
    explicit WorkerPool(std::size_t max_threads);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool();

    void Add(std::function<void()> job);
    /// Runs what is waiting, then ends all threads. A job that is added afterwards is dropped.
    void Finish();

  private:
    void Work();

    const std::size_t max_threads_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> jobs_;
    std::vector<std::thread> threads_;
    std::size_t free_threads_ = 0;
    bool finishing_ = false;
};

}  // namespace plumb::mocks::http
