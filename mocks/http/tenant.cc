#include "mocks/http/tenant.h"

#include "harness/base/text.h"

namespace plumb::mocks::http {

namespace {

constexpr std::size_t kKeptBody = 4096;
constexpr std::size_t kKeptAnswer = 1024;

LoggedRequest Describe(const Request& request) {
    LoggedRequest logged;
    const bool harness = request.Header("user-agent").starts_with("plumb/");
    logged.client = harness ? Client::kHarness : Client::kDataFlow;
    logged.method = request.method;
    logged.target = request.target;
    logged.body = Shorten(request.body, kKeptBody);
    return logged;
}

}  // namespace

Server::Handler Logged(Tenant& tenant, std::string system, Server::Handler handler) {
    return [&tenant, system = std::move(system),
            handler = std::move(handler)](const Request& request) {
        tenant.clock.Tick();
        LoggedRequest logged = Describe(request);
        logged.at = tenant.clock.Now();
        logged.system = system;
        Response response = handler(request);
        logged.status = response.status;
        if (!response.secret) logged.answer = Shorten(response.body, kKeptAnswer);
        logged.matched = response.effect.matched;
        logged.effect = response.effect;
        if (tenant.contract) logged.departures = tenant.contract(system, request, response);
        tenant.log.Add(std::move(logged));
        return response;
    };
}

}  // namespace plumb::mocks::http
