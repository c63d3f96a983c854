#include "mocks/sesam/node_answers.h"

#include <fmt/format.h>

namespace plumb::mocks::sesam {

http::Response Answer(const Json& body, int status) {
    http::Response response;
    response.status = status;
    response.body = Dump(body);
    return response;
}

http::Response Refuse(int status, const std::string& detail) {
    return Answer({{"status", status}, {"detail", detail}}, status);
}

http::Response NotFound(const std::string& what, const std::string& name) {
    return Refuse(404, fmt::format("there is no {} '{}'", what, name));
}

}  // namespace plumb::mocks::sesam
