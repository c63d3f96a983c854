#include "mocks/http/worker_pool.h"

#include <algorithm>
#include <system_error>

namespace plumb::mocks::http {

WorkerPool::WorkerPool(std::size_t max_threads)
    : max_threads_(std::max<std::size_t>(max_threads, 1)) {}

WorkerPool::~WorkerPool() {
    Finish();
}

void WorkerPool::Add(std::function<void()> job) {
    const std::lock_guard lock(mutex_);
    if (finishing_) return;
    jobs_.push_back(std::move(job));
    if (free_threads_ < jobs_.size() && threads_.size() < max_threads_) {
        try {
            threads_.emplace_back([this] { Work(); });
        } catch (const std::system_error&) {
            // The machine gives no more threads: the job waits for one that we have.
        }
    }
    changed_.notify_one();
}

void WorkerPool::Finish() {
    {
        const std::lock_guard lock(mutex_);
        finishing_ = true;
    }
    changed_.notify_all();
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
}

void WorkerPool::Work() {
    std::unique_lock lock(mutex_);
    while (true) {
        ++free_threads_;
        changed_.wait(lock, [this] { return finishing_ || !jobs_.empty(); });
        --free_threads_;
        if (jobs_.empty()) return;
        const std::function<void()> job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
        lock.lock();
    }
}

}  // namespace plumb::mocks::http
