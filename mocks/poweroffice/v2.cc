#include "mocks/poweroffice/v2.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "harness/base/text.h"
#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/json_patch.h"
#include "mocks/poweroffice/secrets.h"
#include "mocks/poweroffice/v2_answers.h"

namespace plumb::mocks::poweroffice {

namespace {

bool IsToken(const http::Request& request) {
    return request.path.size() == 2 && ToLower(request.path[0]) == "oauth" &&
           ToLower(request.path[1]) == "token";
}

std::string_view SubscriptionKey(const http::Request& request) {
    const std::string_view header = request.Header("ocp-apim-subscription-key");
    const std::string* query = request.Query("subscription-key");
    return header.empty() && query != nullptr ? std::string_view(*query) : header;
}

http::Response WithDemoRemoved(const http::Request& request,
                               const std::function<http::Response(const http::Request&)>& next) {
    if (request.path.empty() || ToLower(request.path.front()) != "demo") return next(request);
    http::Request plain = request;
    plain.path.erase(plain.path.begin());
    return next(plain);
}

bool IsCustomers(const http::Request& request) {
    return request.path.size() > 1 && ToLower(request.path[1]) == "customers";
}

/// Facts A6 and A7, "role" and "Privilege alternatives".
bool IsAllowed(const Authority& authority, const http::Request& request) {
    const bool read = request.method == "GET";
    if (IsCustomers(request)) {
        return read ? authority.Allows({"Customer", "Customer_Full"})
                    : authority.Allows({"Customer_Full"});
    }
    return authority.Allows({"ContactPerson_Full", "Customer_Full", "Supplier_Full"}) ||
           (read && authority.Allows({"ContactPerson", "Customer", "Supplier"}));
}

}  // namespace

V2::V2(Store& store, Clock& clock, const Settings& settings)
    : store_(store),
      clock_(clock),
      settings_(settings),
      authority_(std::make_shared<Authority>(clock, settings)),
      limit_(clock, settings.v2_requests_per_second) {
    AddRoutes();
}

V2::V2(const V2& other, Store& store)
    : store_(store),
      clock_(other.clock_),
      settings_(other.settings_),
      authority_(other.authority_),
      limit_(other.clock_, 0) {
    AddRoutes();
}

void V2::AddRoutes() {
    using http::Request;
    const auto add = [this](const char* method, const char* path, http::Router::Handler handler) {
        router_.Add(method, path, std::move(handler));
    };
    add("GET", "/v2/Customers",
        [this](const Request& r, const Values&) { return ListCustomers(r); });
    add("POST", "/v2/Customers",
        [this](const Request& r, const Values&) { return CreateCustomer(r); });
    add("GET", "/v2/Customers/{id}",
        [this](const Request& r, const Values& v) { return GetCustomer(r, v); });
    add("PATCH", "/v2/Customers/{id}",
        [this](const Request& r, const Values& v) { return PatchCustomer(r, v); });
    add("DELETE", "/v2/Customers/{id}",
        [this](const Request&, const Values& v) { return DeleteCustomer(v); });
    add("GET", "/v2/ContactPersons",
        [this](const Request& r, const Values&) { return ListContactPersons(r); });
    add("POST", "/v2/ContactPersons/{contactId}",
        [this](const Request& r, const Values& v) { return CreateContactPerson(r, v); });
    add("GET", "/v2/ContactPersons/{contactId}/{id}",
        [this](const Request& r, const Values& v) { return GetContactPerson(r, v); });
    add("PATCH", "/v2/ContactPersons/{contactId}/{id}",
        [this](const Request& r, const Values& v) { return PatchContactPerson(r, v); });
    add("DELETE", "/v2/ContactPersons/{contactId}/{id}",
        [this](const Request&, const Values& v) { return DeleteContactPerson(v); });
}

http::Response V2::Handle(const http::Request& request) {
    return WithDemoRemoved(request, [this](const http::Request& plain) { return Guarded(plain); });
}

/// The gateway looks at the path, the subscription key and the rate; PowerOffice at the token.
http::Response V2::Guarded(const http::Request& request) {
    const bool token = IsToken(request) && request.method == "POST";
    const http::Router::Match match = router_.Find(request);
    if (!token && match.handler == nullptr) {
        http::Response response = GatewayAnswer(404, "Resource not found");
        response.effect.matched = false;
        return response;
    }
    const std::string_view key = SubscriptionKey(request);
    if (!SameSecret(key, settings_.subscription_key)) {
        return GatewayAnswer(
            settings_.bad_subscription_key_status,
            key.empty() ? "Access denied due to missing subscription key. Make sure to include "
                          "subscription key when making requests to an API."
                        : "Access denied due to invalid subscription key. Make sure to provide "
                          "a valid key for an active subscription.");
    }
    if (!request.is_of_mock && !limit_.Allow()) {
        return TooManyRequests(settings_.send_retry_after);
    }
    if (token) return authority_->GiveToken(request);
    if (!authority_->Knows(request)) {
        return ProblemOf(401, "Unauthorized", "The access token is missing, invalid or expired.");
    }
    if (!IsAllowed(*authority_, request)) {
        return ProblemOf(403, "Forbidden", "The integration lacks the privilege for this.");
    }
    return Act(request);
}

http::Response V2::Act(const http::Request& request) {
    const http::Router::Match match = router_.Find(request);
    if (match.handler == nullptr) return GatewayAnswer(404, "Resource not found");
    http::Response response = (*match.handler)(request, match.values);
    response.effect.entity = IsCustomers(request) ? kCustomers : kContactPersons;
    return response;
}

http::Response V2::Problem(const Refusal& refusal, std::string_view entity) const {
    http::Response response = ToProblem(refusal, entity);
    if (refusal.why == Why::kBadPage) response.status = settings_.bad_page_status;
    if (refusal.why == Why::kFailedTest) response.status = settings_.failed_test_status;
    return response;
}

http::Response V2::PageAnswer(const std::vector<RecordPtr>& page, const ListQuery& query,
                              Visibility visibility) const {
    http::Response response = ListAnswer(page, query.fields, visibility);
    if (page.empty() && query.page_number > 1 && settings_.page_behind_the_end_is_a_list) {
        response.status = 200;
        response.body = "[]";
    }
    return response;
}

Answer<void> V2::CheckCodes(const Json& members) const {
    const Json& code = members.at("DepartmentCode");
    if (!code.is_string()) return {};
    const auto& known = settings_.department_codes;
    if (std::find(known.begin(), known.end(), code.get_ref<const std::string&>()) != known.end()) {
        return {};
    }
    return Refuse(Why::kUnknownCode, "There is no department with this code.", "DepartmentCode");
}

Leniency V2::Reading() const {
    return {.choices_ignore_case = settings_.choices_ignore_case,
            .read_only_parts = !settings_.refuse_read_only_in_address};
}

PatchOptions V2::Patching() const {
    PatchOptions options{.makes_missing_address = settings_.patch_makes_missing_address,
                         .ignores_read_only = settings_.patch_ignores_read_only,
                         .leniency = Reading()};
    options.leniency.numbers_as_text = true;
    return options;
}

}  // namespace plumb::mocks::poweroffice
