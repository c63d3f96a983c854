#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "harness/base/result.h"

namespace plumb::dataflow {

/// What makes a data flow run by itself, such as the scheduler of a Sesam node, where the target
/// allows to pause it. A lever that remembers nothing: whoever pauses it keeps what it was. Errors
/// are the environment's and hold no secret. Not for use from several threads.
class Scheduler {
  public:
    /// How it is set: as the data flow writes that, and nothing else of its settings.
    struct Setting {
        bool is_paused = false;
        nlohmann::json words;
    };

    virtual ~Scheduler() = default;

    virtual std::string Name() const = 0;  ///< "the scheduler of the Sesam node http://…"
    virtual std::string Url() const = 0;   ///< where its setting is read
    virtual Result<Setting> Read() = 0;
    /// Returns when it reads back as paused.
    virtual Status Pause() = 0;
    /// Sets it as Read() once told, all other settings as they are now.
    virtual Status Restore(const nlohmann::json& words) = 0;
    /// How a person does the same.
    virtual std::string ByHand(const nlohmann::json& words) const = 0;
};

}  // namespace plumb::dataflow
