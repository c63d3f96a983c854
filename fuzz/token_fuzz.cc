// Whatever somebody asks a token with, only the keys give one, and no other text is worth one.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/http/mock_clock.h"
#include "mocks/poweroffice/authority.h"

namespace poweroffice = plumb::mocks::poweroffice;

namespace {

poweroffice::Settings WithKeys() {
    poweroffice::Settings settings;
    settings.application_key = "a";
    settings.client_key = "b";
    return settings;
}

}  // namespace

/// The first line is the Authorization header, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 4096) return 0;
    static plumb::mocks::http::MockClock clock(plumb::mocks::http::MockClock::Kind::kVirtual);
    static poweroffice::Authority authority(clock, WithKeys());
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const std::string_view header = text.substr(0, text.find('\n'));
    plumb::mocks::http::Request request;
    request.headers = {{"authorization", std::string(header)},
                       {"content-type", "application/x-www-form-urlencoded"}};
    request.body = text.substr(std::min(header.size() + 1, text.size()));
    if (authority.Knows(request)) std::abort();
    const auto answer = authority.GiveToken(request);
    const bool given = plumb::ParseJson(answer.body).contains("access_token");
    const bool with_keys = header.find("YTpi") != std::string_view::npos;  // a:b in Base64
    if (given != (answer.status == 200) || given != answer.secret) std::abort();
    if (given && !with_keys) std::abort();
    return 0;
}
