#pragma once

#include <cstdint>
#include <string_view>

#include "mocks/http/message.h"
#include "mocks/poweroffice/refusal.h"

namespace plumb::mocks::poweroffice {

/// The id in a path segment; refused for the reason `otherwise` when it is not a number of 64 bits.
/// Version 2 says "not found": its DELETE has no status for a malformed request.
Answer<std::int64_t> IdIn(std::string_view segment, Why otherwise = Why::kMalformed);

Refusal NotThere(std::string_view entity, std::int64_t id);

/// The answer, noted as one about this record.
http::Response About(std::int64_t id, http::Response response);

}  // namespace plumb::mocks::poweroffice
