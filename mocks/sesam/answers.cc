#include "mocks/sesam/answers.h"

#include <fmt/format.h>

namespace plumb::mocks::sesam {

Outcome FailureOf(const HttpAnswer& answer) {
    const int status = answer.status;
    Outcome::Kind kind = Outcome::Kind::kUnavailable;
    if (status == 404 || status == 410) kind = Outcome::Kind::kGone;
    const bool later = !answer.is_final && (status == 401 || status == 408 || status == 429);
    if (status >= 400 && status < 500 && kind != Outcome::Kind::kGone && !later)
        kind = Outcome::Kind::kRefused;
    return Outcome::Failed(kind, status, Describe(answer));
}

Error ListError(const std::string& list, const HttpAnswer& answer) {
    return {ErrorKind::kEnvironment,
            {{fmt::format("{} could not be read: {}", list, Describe(answer)), {}, {}}}};
}

std::string IdOf(const Json& record, const char* member) {
    const Json* id = Find(record, member);
    if (id == nullptr || !(id->is_string() || id->is_number_integer())) return {};
    return TextOf(*id);
}

Json Nested(const Changes& changes) {
    Json body = Json::object();
    for (const auto& [path, value] : changes) Put(body, path, value);
    return body;
}

}  // namespace plumb::mocks::sesam
