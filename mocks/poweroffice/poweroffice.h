#pragma once

#include <functional>
#include <memory>
#include <string>

#include "harness/base/result.h"
#include "mocks/http/admin.h"
#include "mocks/http/server.h"
#include "mocks/http/tenant.h"
#include "mocks/poweroffice/settings.h"
#include "mocks/poweroffice/store.h"
#include "mocks/poweroffice/v1.h"
#include "mocks/poweroffice/v2.h"

namespace plumb::mocks::poweroffice {

/// What a client needs to reach a running mock; the names are those of a target file.
struct Connection {
    std::string url;     ///< of version 2: token at {url}/OAuth/Token, API at {url}/v2
    std::string v1_url;  ///< of version 1: token at {v1_url}/OAuth/Token, API at {v1_url}
    std::string application_key;
    std::string client_key;
    std::string subscription_key;
    std::string admin_url;  ///< one admin API for both versions
    std::string admin_token;
};

/// A pretended PowerOffice GO company: both API versions and the admin API on loopback, over one
/// store. Serves from StartPowerOffice() until it is destroyed. In the log of the tenant both
/// versions are "poweroffice-go".
class PowerOffice final {
  public:
    PowerOffice(http::Tenant& tenant, const Settings& settings);
    PowerOffice(const PowerOffice&) = delete;
    PowerOffice& operator=(const PowerOffice&) = delete;

    const Connection& GetConnection() const { return connection_; }
    /// Makes a customer that was there before anybody came, as the API would; its id, or "" when it
    /// is refused. Gone after Reset().
    std::string AddCustomer(const Json& body);
    Json State() { return store_.State(); }
    void Reset() { store_.Reset(); }

  private:
    /// Both versions over records that never change.
    struct Frozen;
    std::function<http::Server::Handler()> FreezerOf(int version);
    friend Result<std::unique_ptr<PowerOffice>> StartPowerOffice(http::Tenant& tenant,
                                                                 Settings settings);
    http::AdminHooks Hooks();
    Status Listen(http::Tenant& tenant, const Settings& settings);

    Store store_;
    V1 v1_;
    V2 v2_;
    Connection connection_;
    // Last, so that they stop before what they serve goes.
    std::shared_ptr<http::Server> server_;
    std::shared_ptr<http::Server> v1_server_;
    std::shared_ptr<http::Server> admin_server_;
};

/// Fills in the keys that the settings leave empty and listens. `tenant` must outlive the result. A
/// port in use is an environment error.
Result<std::unique_ptr<PowerOffice>> StartPowerOffice(http::Tenant& tenant, Settings settings = {});

}  // namespace plumb::mocks::poweroffice
