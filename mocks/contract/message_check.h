#pragma once

#include "mocks/contract/departure.h"
#include "mocks/contract/document.h"
#include "mocks/http/message.h"

namespace plumb::mocks::contract {

/// In which points a request departs from its operation: parameters that are missing, unknown or of
/// another type, the body, credentials that are not there. `match` is of this document and has an
/// operation.
Departures CheckRequest(const Document& document, const Document::Match& match,
                        const http::Request& request);

/// In which points an answer departs from the operation: its status, its media type, its body.
Departures CheckResponse(const Operation& operation, const http::Response& response);

}  // namespace plumb::mocks::contract
