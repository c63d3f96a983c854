#include "mocks/http/admin_answers.h"

#include "harness/base/json_path.h"

namespace plumb::mocks::http {

Response AdminAnswer(const nlohmann::json& body, int status) {
    Response response;
    response.status = status;
    response.body = Dump(body);
    return response;
}

Response AdminRefusal(int status, const std::string& message) {
    return AdminAnswer({{"error", message}}, status);
}

Response AdminRefusal(int status, const Error& error) {
    return AdminRefusal(status, ToString(error));
}

}  // namespace plumb::mocks::http
