#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/base/result.h"
#include "mocks/http/fault_book.h"
#include "mocks/http/message.h"
#include "mocks/http/mock_clock.h"
#include "mocks/http/neighbours.h"
#include "mocks/http/request_log.h"
#include "mocks/http/server.h"
#include "mocks/http/service.h"

namespace plumb::mocks::http {

/// Says in which points a request, or the system's own answer to it, departs from the API's
/// document; empty when both keep to it. nullptr: a fault answered in the system's place, whose
/// answer nobody has documented. Called from several threads at once.
using Contract = std::function<std::vector<std::string>(
    std::string_view system, const Request& request, const Response* answer)>;

/// What all mock servers of one pretended customer share: the time, the log of requests and the
/// faults.
struct Tenant {
    explicit Tenant(MockClock::Kind kind) : clock(kind), faults(clock, log) {}
    MockClock clock;
    RequestLog log;
    FaultBook faults;
    Neighbours neighbours{};  ///< set before the servers start
    Contract contract{};      ///< set before the servers start, or not at all: then nobody looks
    std::shared_ptr<const Tls> tls{};         ///< of all servers; set before they start; null: http
    std::string host = ServerOptions{}.host;  ///< where all servers listen; set before they start
};

/// Serves one API of a system in front of everybody: ticks the clock, tells harness and data flow
/// apart, lets faults meet requests, logs each request with its effect. `tenant` must outlive the
/// server.
Result<std::shared_ptr<Server>> Serve(Tenant& tenant, Service service,
                                      const ServerOptions& options);

/// The same without a socket: what the server calls for each request. The tenant must outlive it.
Server::Handler FrontDoor(Tenant& tenant, std::shared_ptr<const Service> service);

/// In front of a server that is no system but belongs to the data flow, as a Sesam node does: logs
/// each request and holds it against the API's document; no fault meets it, and no time passes.
Server::Handler SideDoor(Tenant& tenant, KnownSystem api, Server::Handler handler);

}  // namespace plumb::mocks::http
