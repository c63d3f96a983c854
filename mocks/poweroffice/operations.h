#pragma once

#include "mocks/http/operation.h"

namespace plumb::mocks::poweroffice {

/// What can be asked of each version of the API: one row for each of its routes and for its token.
/// Version 2 is reached under /Demo too (facts A1).
const http::Operations& V1Operations();
const http::Operations& V2Operations();

}  // namespace plumb::mocks::poweroffice
