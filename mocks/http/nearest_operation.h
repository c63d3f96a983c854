#pragma once

#include <string>

#include "mocks/http/operation.h"

namespace plumb::mocks::http {

/// The operation that was probably meant by a request that is for none: "GET /v2/Customers". ""
/// when there are no operations. Paths are compared segment by segment: what is missing, too much
/// or spelled otherwise counts, most of all in the last word of the request, which says what it is
/// about; ids do not.
std::string NearestOperation(const Operations& operations, const Request& request);

}  // namespace plumb::mocks::http
