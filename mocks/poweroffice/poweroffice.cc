#include "mocks/poweroffice/poweroffice.h"

#include <utility>

#include "mocks/poweroffice/operations.h"
#include "mocks/poweroffice/secrets.h"
#include "mocks/poweroffice/v2_answers.h"

namespace plumb::mocks::poweroffice {

namespace {

constexpr const char* kSystem = "poweroffice-go";

Settings WithKeys(Settings settings) {
    for (std::string* key :
         {&settings.application_key, &settings.client_key, &settings.subscription_key}) {
        if (key->empty()) *key = RandomKey();
    }
    if (settings.admin_token.empty()) settings.admin_token = RandomHex(16);
    return settings;
}

http::ServerOptions At(const http::Tenant& tenant, int port) {
    http::ServerOptions options;
    options.host = tenant.host;
    options.port = port;
    options.tls = tenant.tls;
    return options;
}

template <class Made>
Status Keep(Result<Made> made, std::shared_ptr<http::Server>& server) {
    if (!made) return tl::unexpected(std::move(made.error()));
    server = std::move(*made);
    return {};
}

http::Request PostOf(std::vector<std::string> path, const Json& body) {
    http::Request request;
    request.method = "POST";
    request.path = std::move(path);
    request.headers["content-type"] = "application/json";
    request.body = Dump(body);
    return request;
}

/// The parent of a contact person is part of the address, not of the body.
http::Request PostOfContactPerson(Json body) {
    const std::string parent = body.is_object() ? Dump(body.value("ContactId", Json())) : "";
    if (body.is_object()) body.erase("ContactId");
    return PostOf({"v2", "ContactPersons", parent}, body);
}

}  // namespace

struct PowerOffice::Frozen {
    explicit Frozen(PowerOffice& live)
        : store(live.store_), v1(live.v1_, store), v2(live.v2_, store) {}
    Store store;
    V1 v1;
    V2 v2;
};

PowerOffice::PowerOffice(http::Tenant& tenant, const Settings& settings)
    : store_(tenant.faults.ClockOf(kSystem), settings),
      v1_(store_, tenant.clock, settings),
      v2_(store_, tenant.clock, settings),
      connection_{.url = {},
                  .v1_url = {},
                  .application_key = settings.application_key,
                  .client_key = settings.client_key,
                  .subscription_key = settings.subscription_key,
                  .admin_url = {},
                  .admin_token = settings.admin_token} {}

std::function<http::Server::Handler()> PowerOffice::FreezerOf(int version) {
    return [this, version]() -> http::Server::Handler {
        const auto frozen = std::make_shared<Frozen>(*this);
        return [frozen, version](const http::Request& request) {
            return version == 1 ? frozen->v1.Handle(request) : frozen->v2.Handle(request);
        };
    };
}

std::string PowerOffice::AddCustomer(const Json& body) {
    return v2_.Act(PostOf({"v2", "Customers"}, body)).effect.record;
}

http::AdminHooks PowerOffice::Hooks() {
    return {.state = [this] { return State(); },
            .reset = [this] { Reset(); },
            .create = {{kCustomers,
                        [this](const Json& body) {
                            return v2_.Act(PostOf({"v2", "Customers"}, body));
                        }},
                       {kContactPersons,
                        [this](const Json& body) { return v2_.Act(PostOfContactPerson(body)); }}}};
}

Status PowerOffice::Listen(http::Tenant& tenant, const Settings& settings) {
    const http::Service v2{
        .system = kSystem,
        .operations = V2Operations(),
        .handler = [this](const http::Request& request) { return v2_.Handle(request); },
        .freeze = FreezerOf(2)};
    const http::Service v1{
        .system = kSystem,
        .operations = V1Operations(),
        .handler = [this](const http::Request& request) { return v1_.Handle(request); },
        .freeze = FreezerOf(1)};
    auto status = Keep(http::Serve(tenant, v2, At(tenant, settings.port)), server_);
    if (status) status = Keep(http::Serve(tenant, v1, At(tenant, settings.v1_port)), v1_server_);
    if (status) {
        auto admin = http::AdminHandler(tenant, settings.admin_token, Hooks());
        status = Keep(http::Server::Start(At(tenant, settings.admin_port), std::move(admin)),
                      admin_server_);
    }
    if (!status) return status;
    connection_.url = server_->Url();
    connection_.v1_url = v1_server_->Url();
    connection_.admin_url = admin_server_->Url();
    return {};
}

Result<std::unique_ptr<PowerOffice>> StartPowerOffice(http::Tenant& tenant, Settings settings) {
    const Settings complete = WithKeys(std::move(settings));
    auto mock = std::make_unique<PowerOffice>(tenant, complete);
    if (auto status = mock->Listen(tenant, complete); !status) {
        return tl::unexpected(std::move(status.error()));
    }
    return mock;
}

}  // namespace plumb::mocks::poweroffice
