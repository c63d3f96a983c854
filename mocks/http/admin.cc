#include "mocks/http/admin.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "mocks/http/admin_answers.h"
#include "mocks/http/admin_requests.h"
#include "mocks/http/router.h"

namespace plumb::mocks::http {

namespace {

constexpr Milliseconds kLongestAdvance = Milliseconds{366} * 86'400'000;

Response ShowClock(Tenant& tenant) {
    const bool is_virtual = tenant.clock.GetKind() == MockClock::Kind::kVirtual;
    return AdminAnswer({{"kind", is_virtual ? "virtual" : "wall"}, {"now", tenant.clock.Now()}});
}

Response AdvanceClock(Tenant& tenant, const Request& request) {
    if (tenant.clock.GetKind() == MockClock::Kind::kWall) {
        return AdminRefusal(409,
                            "the clock of this tenant is the wall clock, which nobody advances");
    }
    const Json body = ParseJson(request.body);
    const Json* advance = body.is_object() ? Find(body, "advance_ms") : nullptr;
    if (advance == nullptr || !advance->is_number_integer() || *advance < 0 ||
        *advance > kLongestAdvance) {
        return AdminRefusal(400, "the body must be {\"advance_ms\": N} with N from 0 to one year");
    }
    tenant.clock.Wait(advance->get<Milliseconds>());
    return ShowClock(tenant);
}

// --- faults -------------------------------------------------------------------------------------

Response SetFault(Tenant& tenant, const Request& request) {
    const auto written = yaml::Parse(request.body, "the request's body");
    if (!written) return AdminRefusal(400, written.error());
    const auto id = tenant.faults.Set(*written);
    if (!id) return AdminRefusal(400, id.error());
    return AdminAnswer({{"id", *id}}, 201);
}

Response RemoveFault(Tenant& tenant, const std::string& id) {
    if (const auto removed = tenant.faults.Remove(id)) return AdminAnswer(*removed);
    return AdminRefusal(404, fmt::format("there is no fault '{}'", id));
}

// --- records ------------------------------------------------------------------------------------

/// Makes records until one is refused; says which, and what was made before.
Response CreateRecords(const AdminHooks& hooks, const Request& request) {
    const Json body = ParseJson(request.body);
    if (!body.is_object()) return AdminRefusal(400, "the body must be {\"ENTITY\": [record, …]}");
    Json made = Json::object();
    for (const auto& [entity, records] : body.items()) {
        const auto create = hooks.create.find(entity);
        if (create == hooks.create.end() || !records.is_array())
            return AdminRefusal(400, fmt::format("there are no lists of '{}' here", entity));
        made[entity] = Json::array();
        for (const Json& record : records) {
            const Response response = create->second(record);
            if (response.effect.created) {
                made[entity].push_back(response.effect.record);
                continue;
            }
            return AdminAnswer({{"error", fmt::format("{}[{}] was refused: {}", entity,
                                                      made[entity].size(), response.body)},
                                {"made", std::move(made)}},
                               400);
        }
    }
    return AdminAnswer(made, 201);
}

Response Reset(Tenant& tenant, const AdminHooks& hooks) {
    if (hooks.reset) hooks.reset();
    tenant.faults.Clear();  // of which the log may hear
    tenant.log.Clear();
    return AdminAnswer(Json::object());
}

// --- tenants ------------------------------------------------------------------------------------

Response MakeNeighbour(Tenant& tenant, const Request& request) {
    const Json body = ParseJson(request.body);
    const std::string name = body.is_object() ? TextAt(body, "name") : "";
    if (name.empty() || name.size() > 64)
        return AdminRefusal(400, "the body must be {\"name\": …}, with 1 to 64 bytes");
    auto made = tenant.neighbours.make(name);
    return made ? AdminAnswer(*made, 201) : AdminRefusal(409, made.error());
}

Response EndNeighbour(Tenant& tenant, const std::string& name) {
    if (tenant.neighbours.end(name)) return AdminAnswer(Json::object());
    return AdminRefusal(404, fmt::format("there is no further tenant '{}'", name));
}

// --- routes -------------------------------------------------------------------------------------

void AddTenantRoutes(Router& router, Tenant& tenant) {
    if (!tenant.neighbours.make) return;
    router.Add("GET", "/_mock/tenants",
               [&tenant](auto&, auto&) { return AdminAnswer(tenant.neighbours.list()); });
    router.Add("POST", "/_mock/tenants",
               [&tenant](auto& request, auto&) { return MakeNeighbour(tenant, request); });
    router.Add("DELETE", "/_mock/tenants/{name}",
               [&tenant](auto&, auto& values) { return EndNeighbour(tenant, values[0]); });
}

void AddFaultRoutes(Router& router, Tenant& tenant) {
    router.Add("GET", "/_mock/faults",
               [&tenant](auto&, auto&) { return AdminAnswer(tenant.faults.Describe()); });
    router.Add("POST", "/_mock/faults",
               [&tenant](auto& request, auto&) { return SetFault(tenant, request); });
    router.Add("DELETE", "/_mock/faults", [&tenant](auto&, auto&) {
        tenant.faults.Clear();
        return AdminAnswer(Json::object());
    });
    router.Add("DELETE", "/_mock/faults/{id}",
               [&tenant](auto&, auto& values) { return RemoveFault(tenant, values[0]); });
}

Router AdminRoutes(Tenant& tenant, const AdminHooks& hooks) {
    Router router;
    router.Add("GET", "/_mock/requests",
               [&tenant](auto& request, auto&) { return AnswerRequests(tenant, request); });
    router.Add("GET", "/_mock/pages",
               [&tenant](auto&, auto&) { return AdminAnswer(tenant.log.LargestPages()); });
    router.Add("GET", "/_mock/clock", [&tenant](auto&, auto&) { return ShowClock(tenant); });
    router.Add("POST", "/_mock/clock",
               [&tenant](auto& request, auto&) { return AdvanceClock(tenant, request); });
    router.Add("GET", "/_mock/state", [hooks](auto&, auto&) {
        return AdminAnswer(hooks.state ? hooks.state() : Json::object());
    });
    router.Add("POST", "/_mock/records",
               [hooks](auto& request, auto&) { return CreateRecords(hooks, request); });
    router.Add("POST", "/_mock/reset",
               [&tenant, hooks](auto&, auto&) { return Reset(tenant, hooks); });
    AddFaultRoutes(router, tenant);
    AddTenantRoutes(router, tenant);
    return router;
}

}  // namespace

Server::Handler AdminHandler(Tenant& tenant, std::string token, AdminHooks hooks) {
    return [router = AdminRoutes(tenant, hooks), token = std::move(token)](const Request& request) {
        if (!request.Bears(token)) {
            return AdminRefusal(401, "this is the admin API: its own token is needed");
        }
        const Router::Match match = router.Find(request);
        if (match.handler != nullptr) return (*match.handler)(request, match.values);
        return AdminRefusal(match.path_known ? 405 : 404, "no such admin operation");
    };
}

}  // namespace plumb::mocks::http
