#pragma once

#include <string_view>

namespace plumb::mocks::http {

/// The method of a request that cpp-httplib would turn away unseen because it does not know it,
/// such as PROPFIND: the real systems answer such a request as any other that they do not serve.
/// "" when it knows the method, or when `bytes`, the beginning of the request, has none (RFC 9110,
/// section 5.6.2; at most 32 bytes).
std::string_view UnheardOfMethod(std::string_view bytes);

/// A method that cpp-httplib lets through and that no system here serves.
constexpr std::string_view kMethodThatStandsIn = "TRACE";

}  // namespace plumb::mocks::http
