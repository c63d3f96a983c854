#pragma once

#include "mocks/sesam/connector.h"
#include "mocks/sesam/http_port.h"

namespace plumb::mocks::sesam {

/// What a failed answer to a request for one record means: 404 and 410 gone, 401, 408, 429 and 5xx
/// unavailable, other 4xx refused.
Outcome FailureOf(const HttpAnswer& answer);

/// The error of a list that could not be read.
Error ListError(const std::string& list, const HttpAnswer& answer);

/// "Id" as text; "" when the record has none. Ids are texts or integers.
std::string IdOf(const Json& record, const char* member);

/// The changes as a nested object.
Json Nested(const Changes& changes);

}  // namespace plumb::mocks::sesam
