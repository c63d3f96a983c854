#pragma once

#include <functional>
#include <map>
#include <string>

#include "mocks/http/server.h"
#include "mocks/http/tenant.h"

namespace plumb::mocks::http {

/// What a system lets the admin API do with its records.
struct AdminHooks {
    std::function<nlohmann::json()> state;  ///< all records of the system, by entity
    std::function<void()> reset;            ///< forget all records
    /// By entity: makes a record as the system's own API would, and answers so.
    std::map<std::string, std::function<Response(const nlohmann::json& body)>> create{};
};

/// The admin API of one system, under /_mock/ on a port of its own with a token of its own that the
/// data flow never receives ("Authorization: Bearer TOKEN"). Calls are never logged as requests.
/// Described, with examples, in mocks/README.md.
Server::Handler AdminHandler(Tenant& tenant, std::string token, AdminHooks hooks);

}  // namespace plumb::mocks::http
