#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "mocks/http/message.h"

namespace plumb::mocks::sesam {

/// A field of a request body in application/x-www-form-urlencoded.
std::optional<std::string> FindFormField(const http::Request& request, std::string_view name);
/// "" when absent.
std::string FormField(const http::Request& request, std::string_view name);

/// A whole number in the query; nothing when absent or no number.
std::optional<long long> QueryNumber(const http::Request& request, std::string_view name);
/// True unless the query says "false".
bool QueryFlag(const http::Request& request, std::string_view name, bool when_absent);

}  // namespace plumb::mocks::sesam
