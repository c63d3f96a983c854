#include "mocks/poweroffice/v1_answers.h"

#include "harness/base/json_path.h"
#include "mocks/poweroffice/entity_fields.h"

namespace plumb::mocks::poweroffice {

namespace {

http::Response Envelope(int status, Json validation) {
    http::Response response;
    response.status = status;
    response.body = Dump({{"success", false}, {"validation", std::move(validation)}});
    return response;
}

}  // namespace

http::Response Success(std::string_view data) {
    http::Response response;
    response.body = "{\"data\":";
    response.body += data;
    response.body += ",\"success\":true}";
    return response;
}

http::Response Failure(const Refusal& refusal) {
    Json validation = {{"summary", refusal.detail}};
    if (refusal.why == Why::kNotUnique) validation["exception"] = "ApiUniqueConstraint";
    if (!refusal.field.empty()) {
        validation["fields"] = {{CamelCase(refusal.field), refusal.detail}};
    }
    return Envelope(refusal.why == Why::kMalformed ? 400 : 200, std::move(validation));
}

http::Response ODataFailure(const Refusal& refusal) {
    return Envelope(200, {{"summary", refusal.detail}, {"exception", "OData"}});
}

http::Response FailureWithStatus(int status, std::string_view summary) {
    return Envelope(status, {{"summary", summary}});
}

}  // namespace plumb::mocks::poweroffice
