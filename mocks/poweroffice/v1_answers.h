#pragma once

#include <string_view>

#include "mocks/http/message.h"
#include "mocks/poweroffice/refusal.h"

namespace plumb::mocks::poweroffice {

/// The envelope of version 1 (facts B3).

/// {"data": …, "success": true}; `data` is JSON text.
http::Response Success(std::string_view data);

/// {"success": false, "validation": …} with status 200; 400 for what is malformed.
http::Response Failure(const Refusal& refusal);

/// A broken query: status 200 and the exception "OData".
http::Response ODataFailure(const Refusal& refusal);

http::Response FailureWithStatus(int status, std::string_view summary);

}  // namespace plumb::mocks::poweroffice
