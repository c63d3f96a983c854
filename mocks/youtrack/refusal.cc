#include "mocks/youtrack/refusal.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"

namespace plumb::mocks::youtrack {

http::Response ToResponse(const Refusal& refusal) {
    Json body = {{"error", refusal.error},
                 {"error_code", refusal.status},
                 {"error_description", refusal.description},
                 {"error_developer_message", refusal.description}};
    if (!refusal.field.empty()) body["error_field"] = refusal.field;
    http::Response response;
    response.status = refusal.status;
    response.body = Dump(body);
    return response;
}

Refusal NotFound(const std::string& id) {
    return {404, "not_found", fmt::format("There is no user with the id '{}'", id), ""};
}

}  // namespace plumb::mocks::youtrack
