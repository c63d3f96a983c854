#pragma once

#include "mocks/http/operation.h"

namespace plumb::mocks::youtrack {

/// What can be asked of the mock: one row for each of the Hub's routes.
const http::Operations& HubOperations();

}  // namespace plumb::mocks::youtrack
