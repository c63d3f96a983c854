#include "mocks/youtrack/start.h"

#include <fmt/format.h>

#include "mocks/http/admin.h"
#include "mocks/http/random.h"
#include "mocks/youtrack/operations.h"

namespace plumb::mocks::youtrack {

namespace {

constexpr const char* kSystem = "youtrack";

/// In the form of a permanent token: "perm:" and three parts joined by dots.
std::string RandomToken() {
    return fmt::format("perm:{}.{}.{}", http::RandomHex(6), http::RandomHex(4),
                       http::RandomHex(16));
}

http::Service ServiceOf(const std::shared_ptr<Hub>& hub) {
    const auto answering = [](std::shared_ptr<Hub> asked) -> http::Server::Handler {
        return [asked = std::move(asked)](const http::Request& request) {
            return asked->Handle(request);
        };
    };
    return {
        .system = kSystem, .operations = HubOperations(), .handler = answering(hub), .freeze = [=] {
            return answering(hub->Copy());
        }};
}

}  // namespace

Result<YouTrack> StartYouTrack(http::Tenant& tenant, Settings settings) {
    if (settings.token.empty()) settings.token = RandomToken();
    YouTrack running;
    running.token = settings.token;
    running.admin_token = http::RandomHex(16);
    const auto hub = std::make_shared<Hub>(settings, tenant.faults.ClockOf(kSystem));
    running.hub = hub;

    http::ServerOptions options;
    options.host = tenant.host;
    options.port = settings.port;
    options.tls = tenant.tls;
    auto server = http::Serve(tenant, ServiceOf(hub), options);
    if (!server) return tl::make_unexpected(server.error());
    running.server = std::move(*server);

    options.port = settings.admin_port;
    auto admin = http::Server::Start(
        options,
        http::AdminHandler(
            tenant, running.admin_token,
            {.state = [hub] { return hub->State(); },
             .reset = [hub] { hub->Reset(); },
             .create = {{"users", [hub](const Json& body) { return hub->Create(body); }}}}));
    if (!admin) return tl::make_unexpected(admin.error());
    running.admin = std::move(*admin);
    return running;
}

}  // namespace plumb::mocks::youtrack
