#include "mocks/http/method.h"

#include <algorithm>
#include <iterator>

#include "mocks/http/token.h"

namespace plumb::mocks::http {

namespace {

constexpr std::size_t kLongest = 32;  // bytes

constexpr std::string_view kKnown[] = {"GET",     "HEAD",    "POST",  "PUT",   "DELETE",
                                       "CONNECT", "OPTIONS", "TRACE", "PATCH", "PRI"};

}  // namespace

std::string_view UnheardOfMethod(std::string_view bytes) {
    const std::size_t end = bytes.substr(0, kLongest + 1).find(' ');
    if (end == std::string_view::npos) return "";
    const std::string_view method = bytes.substr(0, end);
    const bool known = std::ranges::find(kKnown, method) != std::end(kKnown);
    return !known && IsToken(method) ? method : "";
}

}  // namespace plumb::mocks::http
