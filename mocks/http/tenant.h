#pragma once

#include <functional>
#include <string>

#include "mocks/http/message.h"
#include "mocks/http/mock_clock.h"
#include "mocks/http/request_log.h"
#include "mocks/http/server.h"

namespace plumb::mocks::http {

/// Says in which points a request, or the answer to it, departs from the API's document; empty when
/// both keep to it. Called from several threads at once.
using Contract = std::function<std::vector<std::string>(
    std::string_view system, const Request& request, const Response& response)>;

/// What all mock servers of one pretended customer share: the time and the log of requests.
struct Tenant {
    explicit Tenant(MockClock::Kind kind) : clock(kind) {}
    MockClock clock;
    RequestLog log;
    Contract contract{};  ///< set before the servers start, or not at all: then nobody looks
};

/// Wraps the handler of one system: ticks the clock, tells harness and data flow apart, logs the
/// request with its effect. `tenant` must outlive the server.
Server::Handler Logged(Tenant& tenant, std::string system, Server::Handler handler);

}  // namespace plumb::mocks::http
