#include "mocks/poweroffice/poweroffice.h"

#include <utility>

#include "mocks/http/admin.h"
#include "mocks/poweroffice/secrets.h"

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

http::ServerOptions At(const Settings& settings, int port) {
    http::ServerOptions options;
    options.host = settings.host;
    options.port = port;
    return options;
}

Status Start(std::unique_ptr<http::Server>& server, const http::ServerOptions& options,
             http::Server::Handler handler) {
    auto started = http::Server::Start(options, std::move(handler));
    if (!started) return tl::unexpected(std::move(started.error()));
    server = std::move(*started);
    return {};
}

}  // namespace

PowerOffice::PowerOffice(http::Tenant& tenant, const Settings& settings)
    : store_(tenant.clock, settings),
      v1_(store_, tenant.clock, settings),
      v2_(store_, tenant.clock, settings),
      connection_{.url = {},
                  .v1_url = {},
                  .application_key = settings.application_key,
                  .client_key = settings.client_key,
                  .subscription_key = settings.subscription_key,
                  .admin_url = {},
                  .admin_token = settings.admin_token} {}

Status PowerOffice::Listen(http::Tenant& tenant, const Settings& settings) {
    const auto v2 = [this](const http::Request& request) { return v2_.Handle(request); };
    const auto v1 = [this](const http::Request& request) { return v1_.Handle(request); };
    auto admin =
        http::AdminHandler(tenant, settings.admin_token,
                           {.state = [this] { return State(); }, .reset = [this] { Reset(); }});
    auto status = Start(server_, At(settings, settings.port), http::Logged(tenant, kSystem, v2));
    if (status) {
        status =
            Start(v1_server_, At(settings, settings.v1_port), http::Logged(tenant, kSystem, v1));
    }
    if (status) status = Start(admin_server_, At(settings, settings.admin_port), std::move(admin));
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
