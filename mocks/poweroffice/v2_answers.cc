#include "mocks/poweroffice/v2_answers.h"

#include "harness/base/json_path.h"

namespace plumb::mocks::poweroffice {

namespace {

int StatusOf(Why why) {
    switch (why) {
        case Why::kNotFound:
        case Why::kUnknownCode:
            return 404;
        case Why::kConflict:
            return 409;
        default:
            return 400;
    }
}

std::string TitleOf(Why why, std::string_view entity) {
    const std::string name = entity == "customers" ? "Customer" : "Contact person";
    switch (why) {
        case Why::kMalformed:
        case Why::kBadPage:
            return "Unable to cast object(s)";
        case Why::kNotFound:
            return "Object(s) not found";
        case Why::kConflict:
            return name + " conflict";
        default:
            return name + " validation error(s)";
    }
}

}  // namespace

http::Response ToProblem(const Refusal& refusal, std::string_view entity) {
    http::Response response =
        ProblemOf(StatusOf(refusal.why), TitleOf(refusal.why, entity), refusal.detail);
    response.effect.entity = entity;
    return response;
}

http::Response ProblemOf(int status, std::string_view title, std::string_view detail) {
    http::Response response;
    response.status = status;
    response.body = Dump({{"title", title}, {"status", status}, {"detail", detail}});
    return response;
}

http::Response GatewayAnswer(int status, std::string_view message) {
    http::Response response;
    response.status = status;
    // The status is a text in the one example there is, that of 429 (facts A2), a number elsewhere.
    const Json code = status == 429 ? Json(std::to_string(status)) : Json(status);
    response.body = Dump({{"statusCode", code}, {"message", message}});
    return response;
}

http::Response TooManyRequests(bool with_retry_after) {
    http::Response response = GatewayAnswer(429, "Rate limit is exceeded. Try again in 1 seconds.");
    if (with_retry_after) response.headers.emplace_back("Retry-After", "1");
    return response;
}

http::Response ListAnswer(const std::vector<RecordPtr>& page,
                          const std::vector<const Field*>& fields, Visibility visibility) {
    http::Response response;
    if (page.empty()) {
        response.status = 204;
        return response;
    }
    std::size_t bytes = 2;
    for (const RecordPtr& record : page) bytes += record->v2.size() + 1;
    response.body.reserve(bytes);
    for (const RecordPtr& record : page) {
        response.body += response.body.empty() ? '[' : ',';
        if (fields.empty()) {
            response.body += record->v2;  // no choice in one expression, which would copy it first
        } else {
            response.body += WriteV2(record->members, fields, visibility);
        }
    }
    response.body += ']';
    return response;
}

http::Response RecordAnswer(int status, const Record& record,
                            const std::vector<const Field*>& fields, Visibility visibility) {
    http::Response response;
    response.status = status;
    response.body = fields.empty() ? record.v2 : WriteV2(record.members, fields, visibility);
    response.effect.record = std::to_string(record.id);
    return response;
}

}  // namespace plumb::mocks::poweroffice
