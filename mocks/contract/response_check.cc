#include <fmt/format.h>

#include "mocks/contract/message_body.h"
#include "mocks/contract/message_check.h"

namespace plumb::mocks::contract {

namespace {

/// By the status itself, by its hundred, by "default".
const Body* Documented(const Operation& operation, int status) {
    for (const std::string& key :
         {fmt::format("{}", status), fmt::format("{}XX", status / 100), std::string("default")}) {
        const auto found = operation.responses.find(key);
        if (found != operation.responses.end()) return &found->second;
    }
    return nullptr;
}

}  // namespace

Departures CheckResponse(const Operation& operation, const http::Response& response) {
    const Body* wanted = Documented(operation, response.status);
    if (wanted == nullptr) {
        return {{Departure::Side::kResponse, "the status is not documented",
                 operation.pointer + "/responses"}};
    }
    const MessageBody body{response.body, response.content_type,
                           response.secret ? Values::kHidden : Values::kShown};
    Departures departures = CheckBody(*wanted, body);
    for (Departure& departure : departures) departure.side = Departure::Side::kResponse;
    return departures;
}

}  // namespace plumb::mocks::contract
