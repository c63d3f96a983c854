#pragma once

#include <cstdint>
#include <string_view>

#include "mocks/http/message.h"
#include "mocks/poweroffice/refusal.h"

namespace plumb::mocks::poweroffice {

/// The id in a path segment; kMalformed when it is not a number of 64 bits.
Answer<std::int64_t> IdIn(std::string_view segment);

Refusal NotThere(std::string_view entity, std::int64_t id);

/// The answer, noted as one about this record.
http::Response About(std::int64_t id, http::Response response);

}  // namespace plumb::mocks::poweroffice
