#include "mocks/http/tenant.h"

#include "harness/base/text.h"
#include "mocks/http/fault_effect.h"
#include "mocks/http/lost_item.h"
#include "mocks/http/nearest_operation.h"

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

/// The request is held against the API's document whatever becomes of it.
void Hold(const Tenant& tenant, const Request& request, const Response* own,
          LoggedRequest& logged) {
    if (tenant.contract) logged.departures = tenant.contract(logged.system, request, own);
}

void Log(Tenant& tenant, const Operations& operations, const Request& request, LoggedRequest logged,
         const Response& response) {
    logged.status = response.status;
    if (!response.secret) logged.answer = Shorten(response.body, kKeptAnswer);
    logged.matched = response.effect.matched;
    if (!logged.matched) logged.nearest = NearestOperation(operations, request);
    logged.effect = response.effect;
    tenant.log.Add(std::move(logged));
}

/// One service of a tenant with everything that happens to its requests.
class Door final {
  public:
    Door(Tenant& tenant, std::shared_ptr<const Service> service)
        : tenant_(tenant),
          service_(std::move(service)),
          clock_(tenant.faults.ClockOf(service_->system)) {}

    Response Answer(const Request& request) const;

  private:
    Response Handle(const Request& request, LoggedRequest& logged) const;
    Response HandleAlone(const Request& request, LoggedRequest& logged) const;
    Response HandleUnder(const FaultBook::Met& met, const Request& request,
                         LoggedRequest& logged) const;
    Tenant& tenant_;
    std::shared_ptr<const Service> service_;
    Clock& clock_;
};

Response Door::Answer(const Request& request) const {
    tenant_.clock.Tick();
    LoggedRequest logged = Describe(request);
    logged.at = tenant_.clock.Now();
    logged.system = service_->system;
    Response response = Handle(request, logged);
    Log(tenant_, service_->operations, request, std::move(logged), response);
    response.headers.emplace_back("Date", HttpDate(clock_.Now()));
    return response;
}

Response Door::Handle(const Request& request, LoggedRequest& logged) const {
    const auto meeting = tenant_.faults.Meet(*service_, request, logged.client);
    Response response = meeting.decisive ? HandleUnder(*meeting.decisive, request, logged)
                                         : HandleAlone(request, logged);
    const Service* asked = meeting.decisive ? nullptr : service_.get();
    for (std::string& fault : LoseItems(meeting.losses, request, asked, response)) {
        tenant_.faults.CountLoss(fault);
        logged.faults.push_back(std::move(fault));
    }
    return response;
}

Response Door::HandleAlone(const Request& request, LoggedRequest& logged) const {
    Response response = service_->handler(request);
    Hold(tenant_, request, &response, logged);
    return response;
}

Response Door::HandleUnder(const FaultBook::Met& met, const Request& request,
                           LoggedRequest& logged) const {
    logged.faults.push_back(met.fault);
    if (std::holds_alternative<fault::Duplicate>(met.verdict)) {
        LoggedRequest first = logged;
        const Response response = HandleAlone(request, first);
        Log(tenant_, service_->operations, request, std::move(first), response);
    }
    FaultyAnswer answer = AnswerUnder(met, request, *service_, tenant_.clock);
    Hold(tenant_, request, answer.own ? &*answer.own : nullptr, logged);
    return std::move(answer.seen);
}

}  // namespace

Server::Handler FrontDoor(Tenant& tenant, std::shared_ptr<const Service> service) {
    return [door = std::make_shared<const Door>(tenant, std::move(service))](
               const Request& request) { return door->Answer(request); };
}

Server::Handler SideDoor(Tenant& tenant, KnownSystem api, Server::Handler handler) {
    tenant.log.Know(api.name, api.operations);
    return [&tenant, api = std::move(api), handler = std::move(handler)](const Request& request) {
        LoggedRequest logged = Describe(request);
        if (logged.client == Client::kDataFlow) logged.client = Client::kOther;
        logged.at = tenant.clock.Now();
        logged.system = api.name;
        const Response response = handler(request);
        Hold(tenant, request, &response, logged);
        Log(tenant, api.operations, request, std::move(logged), response);
        return response;
    };
}

Result<std::shared_ptr<Server>> Serve(Tenant& tenant, Service service,
                                      const ServerOptions& options) {
    const auto shared = std::make_shared<const Service>(std::move(service));
    auto started = Server::Start(options, FrontDoor(tenant, shared));
    if (!started) return tl::make_unexpected(started.error());
    std::shared_ptr<Server> server = std::move(*started);
    tenant.faults.Know(shared, server);
    tenant.log.Know(shared->system, shared->operations);
    return server;
}

}  // namespace plumb::mocks::http
