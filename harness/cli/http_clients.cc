#include "harness/cli/http_clients.h"

#include <cstdlib>

#include "harness/system/proxy.h"
#include "harness/system/tls_files.h"

namespace plumb::cli {

std::optional<std::string> FromEnvironment(const std::string& name) {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

Status CheckTransport(target::Target& target) {
    Error mistakes;
    const auto check = [&](const target::Transport& transport) {
        const Status checked = system::CheckTls(transport.tls);
        if (!checked) mistakes.problems.push_back(checked.error().problems.front());
    };
    for (const target::SystemAccess& system : target.systems) check(system.transport);
    check(target::TransportOf(target.dataflow));
    const auto proxy = system::ReadProxy(FromEnvironment);
    if (!proxy) mistakes.problems.push_back(proxy.error().problems.front());
    if (!mistakes.problems.empty()) return InputError(std::move(mistakes.problems));
    if (*proxy) {
        for (std::string& secret : (*proxy)->Secrets()) target.secrets.push_back(std::move(secret));
    }
    return {};
}

Result<HttpClients> HttpClients::Make(const target::Target& target, const std::string& user_agent) {
    const auto proxy = system::ReadProxy(FromEnvironment);
    if (!proxy) return tl::make_unexpected(proxy.error());
    const auto make = [&](const target::Transport& transport) {
        return system::MakeHttpClient(system::OptionsFor(transport, user_agent, *proxy));
    };
    HttpClients clients;
    for (const target::SystemAccess& system : target.systems)
        clients.systems_.emplace(system.id, make(system.transport));
    clients.dataflow_ = make(target::TransportOf(target.dataflow));
    return clients;
}

}  // namespace plumb::cli
