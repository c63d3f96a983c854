#include "mocks/http/admin.h"

#include <charconv>

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "mocks/http/router.h"

namespace plumb::mocks::http {

namespace {

constexpr Milliseconds kLongestAdvance = Milliseconds{366} * 86'400'000;

Response Answer(const Json& body, int status = 200) {
    Response response;
    response.status = status;
    response.body = Dump(body);
    return response;
}

Response Refusal(int status, const std::string& message) {
    return Answer({{"error", message}}, status);
}

bool ReadNumber(const std::string& text, std::uint64_t& number) {
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end;
}

/// Fills `query` from the request; answers the mistake, or "".
std::string ReadQuery(const Request& request, RequestLog::Query& query) {
    std::uint64_t limit = query.limit;
    for (const auto& [name, value] : request.query) {
        bool good = true;
        if (name == "since") {
            good = ReadNumber(value, query.since);
        } else if (name == "limit") {
            good = ReadNumber(value, limit);
        } else if (name == "writes") {
            query.only_writes = value == "true";
            good = value == "true" || value == "false";
        } else if (name == "client") {
            query.only_data_flow = value == "dataflow";
            good = value == "dataflow" || value == "all";
        } else if (name == "system") {
            query.system = value;
        } else if (name == "entity") {
            query.entity = value;
        } else if (name == "record") {
            query.record = value;
        } else {
            return fmt::format("unknown parameter '{}'", name);
        }
        if (!good) return fmt::format("parameter '{}' cannot be '{}'", name, value);
    }
    query.limit = limit;
    return "";
}

Response Requests(const Tenant& tenant, const Request& request) {
    RequestLog::Query query;
    const std::string mistake = ReadQuery(request, query);
    if (!mistake.empty()) return Refusal(400, mistake);
    // Read before the requests: whoever asks again from here on misses none, at worst sees one
    // twice.
    const std::uint64_t last = tenant.log.LastNumber();
    Json requests = Json::array();
    for (const LoggedRequest& logged : tenant.log.Find(query)) requests.push_back(ToJson(logged));
    return Answer({{"requests", std::move(requests)},
                   {"last", last},
                   {"dropped", tenant.log.Dropped()},
                   {"data_flow_writes", tenant.log.DataFlowWrites()}});
}

Response ShowClock(Tenant& tenant) {
    const bool is_virtual = tenant.clock.GetKind() == MockClock::Kind::kVirtual;
    return Answer({{"kind", is_virtual ? "virtual" : "wall"}, {"now", tenant.clock.Now()}});
}

Response AdvanceClock(Tenant& tenant, const Request& request) {
    if (tenant.clock.GetKind() == MockClock::Kind::kWall) {
        return Refusal(409, "the clock of this tenant is the wall clock, which nobody advances");
    }
    const Json body = ParseJson(request.body);
    const Json* advance = body.is_object() ? Find(body, "advance_ms") : nullptr;
    if (advance == nullptr || !advance->is_number_integer() || *advance < 0 ||
        *advance > kLongestAdvance) {
        return Refusal(400, "the body must be {\"advance_ms\": N} with N from 0 to one year");
    }
    tenant.clock.Wait(advance->get<Milliseconds>());
    return ShowClock(tenant);
}

Router AdminRoutes(Tenant& tenant, const AdminHooks& hooks) {
    Router router;
    router.Add("GET", "/_mock/requests",
               [&tenant](const Request& request, auto&) { return Requests(tenant, request); });
    router.Add("GET", "/_mock/clock", [&tenant](auto&, auto&) { return ShowClock(tenant); });
    router.Add("POST", "/_mock/clock",
               [&tenant](const Request& request, auto&) { return AdvanceClock(tenant, request); });
    router.Add("GET", "/_mock/pages",
               [&tenant](auto&, auto&) { return Answer(tenant.log.LargestPages()); });
    router.Add("GET", "/_mock/state", [hooks](auto&, auto&) {
        return Answer(hooks.state ? hooks.state() : Json::object());
    });
    router.Add("POST", "/_mock/reset", [&tenant, hooks](auto&, auto&) {
        if (hooks.reset) hooks.reset();
        tenant.log.Clear();
        return Answer(Json::object());
    });
    return router;
}

}  // namespace

Server::Handler AdminHandler(Tenant& tenant, std::string token, AdminHooks hooks) {
    return [router = AdminRoutes(tenant, hooks),
            wanted = fmt::format("Bearer {}", token)](const Request& request) {
        if (request.Header("authorization") != wanted) {
            return Refusal(401, "this is the admin API: its own token is needed");
        }
        const Router::Match match = router.Find(request);
        if (match.handler != nullptr) return (*match.handler)(request, match.values);
        return Refusal(match.path_known ? 405 : 404, "no such admin operation");
    };
}

}  // namespace plumb::mocks::http
