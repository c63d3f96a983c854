#pragma once

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "harness/base/clock.h"
#include "harness/base/json_path.h"
#include "mocks/http/message.h"
#include "mocks/http/router.h"
#include "mocks/youtrack/settings.h"
#include "mocks/youtrack/throttle.h"
#include "mocks/youtrack/users.h"

namespace plumb::mocks::youtrack {

/// JetBrains Hub as far as its users go, under /hub/api/rest and /hub/rest, and YouTrack's own
/// read-only view of them under /api/users, which may lag behind. Reproduces api/youtrack-hub.md,
/// awkward parts included: POST for updates, 200 for creates, DELETE with a successor. Keeps
/// everything in memory. Safe from several threads.
class Hub final {
  public:
    /// `clock` must outlive the hub. An empty token in the settings lets nobody in.
    Hub(Settings settings, Clock& clock);
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    /// A hub of its own with the same users.
    std::shared_ptr<Hub> Copy() const;

    http::Response Handle(const http::Request& request);
    /// Makes a user as POST does, without a token.
    http::Response Create(const Json& body);
    /// {"users": […]}: all listed users with all their members.
    Json State() const;
    /// Forgets all users but the token's owner and the guest.
    void Reset();

  private:
    void AddRoutes();
    bool LetsIn(const http::Request& request) const;
    http::Response Answer(const http::Request& request);

    const Settings settings_;
    Clock& clock_;
    http::Router routes_;
    Throttle throttle_{clock_, settings_.requests_per_second};
    mutable std::mutex mutex_;
    std::optional<Users> users_;  // never empty; optional so that Reset() can make it anew
};

}  // namespace plumb::mocks::youtrack
