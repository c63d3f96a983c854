#include "mocks/youtrack/start.h"

#include <fmt/format.h>

#include "mocks/http/admin.h"
#include "mocks/http/random.h"

namespace plumb::mocks::youtrack {

namespace {

/// In the form of a permanent token: "perm:" and three parts joined by dots.
std::string RandomToken() {
    return fmt::format("perm:{}.{}.{}", http::RandomHex(6), http::RandomHex(4),
                       http::RandomHex(16));
}

}  // namespace

Result<YouTrack> StartYouTrack(http::Tenant& tenant, Settings settings) {
    if (settings.token.empty()) settings.token = RandomToken();
    YouTrack running;
    running.token = settings.token;
    running.admin_token = http::RandomHex(16);
    const auto hub = std::make_shared<Hub>(settings, tenant.clock);
    running.hub = hub;

    http::ServerOptions options;
    options.port = settings.port;
    auto server = http::Server::Start(
        options, http::Logged(tenant, "youtrack", [hub](const http::Request& request) {
            return hub->Handle(request);
        }));
    if (!server) return tl::make_unexpected(server.error());
    running.server = std::move(*server);

    options.port = settings.admin_port;
    auto admin = http::Server::Start(
        options, http::AdminHandler(
                     tenant, running.admin_token,
                     {.state = [hub] { return hub->State(); }, .reset = [hub] { hub->Reset(); }}));
    if (!admin) return tl::make_unexpected(admin.error());
    running.admin = std::move(*admin);
    return running;
}

}  // namespace plumb::mocks::youtrack
