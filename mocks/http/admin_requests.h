#pragma once

#include "mocks/http/tenant.h"

namespace plumb::mocks::http {

/// GET /_mock/requests: the part of the request log that the query asks for; 400 for a parameter
/// that is unknown or has no such value, among them systems and entities that are not served here.
Response AnswerRequests(const Tenant& tenant, const Request& request);

}  // namespace plumb::mocks::http
