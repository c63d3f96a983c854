#include "mocks/poweroffice/v1.h"

#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/record_path.h"
#include "mocks/poweroffice/v1_answers.h"

namespace plumb::mocks::poweroffice {

namespace {

bool IsTokenRequest(const http::Request& request) {
    return request.method == "POST" && request.path.size() == 2 &&
           ToLower(request.path[0]) == "oauth" && ToLower(request.path[1]) == "token";
}

bool MayCall(const Authority& authority, const http::Request& request) {
    return authority.Allows({"ContactPerson_Full", "Customer_Full", "Supplier_Full"}) ||
           (request.method == "GET" && authority.Allows({"ContactPerson", "Customer", "Supplier"}));
}

}  // namespace

V1::V1(Store& store, Clock& clock, const Settings& settings)
    : store_(store),
      clock_(clock),
      settings_(settings),
      authority_(std::make_shared<Authority>(clock, settings)),
      limit_(clock, settings.v1_requests_per_second) {
    AddRoutes();
}

V1::V1(const V1& other, Store& store)
    : store_(store),
      clock_(other.clock_),
      settings_(other.settings_),
      authority_(other.authority_),
      limit_(other.clock_, 0) {
    AddRoutes();
}

void V1::AddRoutes() {
    using http::Request;
    router_.Add("GET", "/PartyContactPerson",
                [this](const Request& r, const Values&) { return ListAll(r); });
    AddRoutesOfParty("/Customer");
    AddRoutesOfParty("/Supplier");
    router_.Add("DELETE", "/Supplier/{id}",
                [this](const Request&, const Values& v) { return DeleteSupplier(v); });
}

void V1::AddRoutesOfParty(const char* party) {
    using http::Request;
    const bool open =
        std::string_view(party) == "/Customer" || settings_.supplier_route_accepts_customers;
    const auto add = [&](const char* method, const char* path, http::Router::Handler handler) {
        // A party that is only a customer is no supplier, unless the settings let it be.
        const auto no_supplier = [this](const Request&, const Values& v) {
            return Failed({Why::kNotFound, "There is no supplier with the id " + v[0] + ".", {}});
        };
        router_.Add(method, std::string(party) + path,
                    open ? std::move(handler) : http::Router::Handler(no_supplier));
    };
    add("GET", "/{parentId}/Contact",
        [this](const Request& r, const Values& v) { return ListOfParty(r, v); });
    add("POST", "/{parentId}/Contact",
        [this](const Request& r, const Values& v) { return Upsert(r, v); });
    add("GET", "/{parentId}/Contact/{id}",
        [this](const Request&, const Values& v) { return Get(v); });
    add("DELETE", "/{parentId}/Contact/{id}",
        [this](const Request&, const Values& v) { return Delete(v); });
}

http::Response V1::Failed(const Refusal& refusal) const {
    http::Response response = Failure(refusal);
    if (refusal.why == Why::kNotFound) response.status = settings_.v1_not_found_status;
    return response;
}

http::Response V1::Handle(const http::Request& request) {
    const bool token = IsTokenRequest(request);
    const http::Router::Match match = router_.Find(request);
    if (!token && match.handler == nullptr) {
        http::Response response =
            FailureWithStatus(match.path_known ? 405 : 404, "There is no such operation.");
        if (match.path_known) response.headers.emplace_back("Allow", match.allowed);
        response.effect.matched = false;
        return response;
    }
    if (!request.is_of_mock && !limit_.Allow()) {
        http::Response response =
            FailureWithStatus(429, "Rate limit is exceeded. Try again in 1 seconds.");
        if (settings_.send_retry_after) response.headers.emplace_back("Retry-After", "1");
        return response;
    }
    if (token) return authority_->GiveToken(request, settings_.v1_bad_keys_status);
    if (!authority_->Knows(request)) {
        return FailureWithStatus(settings_.v1_unauthorized_status,
                                 "The access token is missing, invalid or expired.");
    }
    if (!MayCall(*authority_, request)) {
        return FailureWithStatus(403, "The integration lacks the privilege for this.");
    }
    return Act(request);
}

http::Response V1::Act(const http::Request& request) {
    const http::Router::Match match = router_.Find(request);
    if (match.handler == nullptr) return FailureWithStatus(404, "There is no such operation.");
    http::Response response = (*match.handler)(request, match.values);
    response.effect.entity = "contactperson";
    return response;
}

}  // namespace plumb::mocks::poweroffice
