#pragma once

#include <functional>
#include <string>

#include "mocks/http/message.h"
#include "mocks/http/mock_clock.h"
#include "mocks/http/request_log.h"
#include "mocks/http/server.h"

namespace plumb::mocks::http {

/// What all mock servers of one pretended customer share: the time and the log of requests.
struct Tenant {
    explicit Tenant(MockClock::Kind kind) : clock(kind) {}
    MockClock clock;
    RequestLog log;
};

/// Wraps the handler of one system: ticks the clock, tells harness and data flow apart, logs the
/// request with its effect. `tenant` must outlive the server.
Server::Handler Logged(Tenant& tenant, std::string system, Server::Handler handler);

}  // namespace plumb::mocks::http
