#pragma once

#include "harness/run/world.h"

namespace plumb::run {

/// As long as it lives the data flow may be using the systems' keys, and only a share of their rate
/// limits is used: around every sync.
class SharedLimits final {
  public:
    explicit SharedLimits(const World& world) : world_(world) { Share(true); }
    SharedLimits(const SharedLimits&) = delete;
    SharedLimits& operator=(const SharedLimits&) = delete;
    /// A data flow that runs by itself may use them at any time.
    ~SharedLimits() { Share(world_.runs_by_itself); }

  private:
    void Share(bool shared) {
        for (const auto& [id, system] : world_.systems) system->ShareLimits(shared);
    }

    const World& world_;
};

/// Lets the data flow run. What is asked of the systems meanwhile keeps within the share.
inline Result<dataflow::SyncReport> SyncWithinShare(const World& world,
                                                    const dataflow::SyncOrder& order) {
    const SharedLimits shared(world);
    return world.driver.Sync(order);
}

}  // namespace plumb::run
