#pragma once

#include <memory>
#include <string>

#include "harness/base/result.h"
#include "mocks/http/server.h"
#include "mocks/http/tenant.h"
#include "mocks/youtrack/hub.h"
#include "mocks/youtrack/settings.h"

namespace plumb::mocks::youtrack {

/// A running YouTrack: what a client and what the harness need to reach it. The servers end with
/// it.
struct YouTrack {
    std::string token;         ///< for "Authorization: Bearer …", also of the data flow
    std::string admin_token;   ///< never for the data flow
    std::shared_ptr<Hub> hub;  ///< shared with the servers, so that no order of ending is wrong
    std::shared_ptr<http::Server> server;
    std::unique_ptr<http::Server> admin;
};

/// Starts the mock on loopback; it logs as the system "youtrack". `tenant` must outlive it. Fails
/// when a port is in use.
Result<YouTrack> StartYouTrack(http::Tenant& tenant, Settings settings);

}  // namespace plumb::mocks::youtrack
