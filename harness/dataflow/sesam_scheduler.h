#pragma once

#include "harness/base/clock.h"
#include "harness/base/secrets.h"
#include "harness/dataflow/scheduler.h"
#include "harness/dataflow/sesam_node.h"

namespace plumb::dataflow {

/// The scheduler of a Sesam node, by `task_manager.disable_user_pipes` of the node's metadata: true
/// stops the automatic runs of all pipes, and pumps can still be started. Metadata are written as a
/// whole, so all else in them is written back as it was read a moment ago.
class SesamScheduler final : public Scheduler {
  public:
    /// The references must outlive it.
    SesamScheduler(SesamNode& node, Clock& clock, const Secrets& secrets)
        : node_(node), clock_(clock), secrets_(secrets) {}

    std::string Name() const override;
    std::string Url() const override;
    Result<Setting> Read() override;
    Status Pause() override;
    Status Restore(const nlohmann::json& words) override;
    std::string ByHand(const nlohmann::json& words) const override;

  private:
    Result<nlohmann::json> Metadata();
    Status Write(const nlohmann::json& metadata, bool paused);
    Error Masked(Error error) const;

    SesamNode& node_;
    Clock& clock_;
    const Secrets& secrets_;
};

}  // namespace plumb::dataflow
