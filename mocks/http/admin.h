#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "harness/base/result.h"
#include "mocks/http/server.h"
#include "mocks/http/tenant.h"

namespace plumb::mocks::http {

/// What a system lets the admin API do with its records.
struct AdminHooks {
    std::function<nlohmann::json()> state;  ///< all records of the system, by entity
    std::function<void()> reset;            ///< forget all records
};

/// The admin API of one system, under /_mock/ on a port of its own with a token of its own that the
/// data flow never receives ("Authorization: Bearer TOKEN"). Calls are never logged as requests.
///
///   GET  /_mock/requests?since=N&system=&entity=&record=&writes=true&client=dataflow&limit=N
///        {"requests": […], "last": N, "dropped": N}
///   GET  /_mock/clock              {"kind": "virtual", "now": MS}
///   POST /_mock/clock {"advance_ms": N}   409 when the clock is the wall clock
///   GET  /_mock/pages              {"youtrack/users": 20, …}: largest page asked for by the data
///   flow GET  /_mock/state              all records POST /_mock/reset              forgets records
///   and log
Server::Handler AdminHandler(Tenant& tenant, std::string token, AdminHooks hooks);

}  // namespace plumb::mocks::http
