#include "mocks/sesam/jwt.h"

#include <fmt/format.h>

#include "harness/base/encoding.h"
#include "harness/base/json_path.h"
#include "mocks/http/random.h"

namespace plumb::mocks::sesam {

namespace {

constexpr Milliseconds kYear = Milliseconds{365} * 24 * 60 * 60 * 1000;

/// RFC 7515: base64 for URLs, without padding.
std::string ForUrls(std::string_view bytes) {
    std::string text = Base64(bytes);
    while (text.ends_with('=')) text.pop_back();
    for (char& c : text) c = c == '+' ? '-' : c == '/' ? '_' : c;
    return text;
}

}  // namespace

std::string MakeJwt(Milliseconds now) {
    const Json header = {{"alg", "RS256"}, {"typ", "JWT"}};
    const Json claims = {{"iat", now / 1000},
                         {"exp", (now + kYear) / 1000},
                         {"user_id", http::RandomUuid()},
                         {"principals", {{http::RandomUuid(), {"group:Admin"}}}}};
    return fmt::format("{}.{}.{}", ForUrls(Dump(header)), ForUrls(Dump(claims)),
                       ForUrls(http::RandomHex(16)));
}

}  // namespace plumb::mocks::sesam
