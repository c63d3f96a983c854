#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "mocks/sesam/node.h"

namespace plumb::cli {

/// Starts all pumps of a node every so many seconds, as a node's own scheduler does; stops when it
/// is destroyed, which must be before the node.
class PumpSchedule final {
  public:
    PumpSchedule(mocks::sesam::Node& node, int seconds)
        : thread_([this, &node, seconds](const std::stop_token& stop) {
              std::unique_lock lock(mutex_);
              while (!stop.stop_requested()) {
                  node.RunAll();
                  wake_.wait_for(lock, stop, std::chrono::seconds(seconds), [] { return false; });
              }
          }) {}

  private:
    std::mutex mutex_;
    std::condition_variable_any wake_;
    std::jthread thread_;
};

}  // namespace plumb::cli
