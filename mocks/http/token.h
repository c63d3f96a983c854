#pragma once

#include <string_view>

namespace plumb::mocks::http {

/// What HTTP calls a token: the form of the names of methods and headers (RFC 9110, section 5.6.2).
/// Has nothing to do with credentials.
bool IsToken(std::string_view text);

}  // namespace plumb::mocks::http
