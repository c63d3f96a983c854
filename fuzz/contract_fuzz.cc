// Whatever a client sends and a server answers, the shipped documents say where both depart from
// them, in UTF-8 where the messages are: the target, and the body in every form that a document
// knows.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/base/text.h"
#include "mocks/contract/contract.h"
#include "mocks/http/target.h"

namespace http = plumb::mocks::http;

namespace {

constexpr const char* kMethods[] = {"GET", "POST", "PATCH", "DELETE"};
constexpr const char* kSystems[] = {"youtrack", "poweroffice-go", "sesam"};
constexpr const char* kTypes[] = {"application/json", "application/json-patch+json",
                                  "application/x-www-form-urlencoded", ""};

}  // namespace

/// The first byte chooses method and system, the second the media type; the first line is the
/// target, the rest the body of both messages.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 3 || size > 4096) return 0;
    static const auto shipped =
        plumb::mocks::contract::Contract::ReadShipped(std::string(PLUMB_SOURCE_DIR) + "/specs");
    if (!shipped) std::abort();
    const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
    const std::string_view target = text.substr(0, text.find('\n'));
    http::Request request;
    request.method = kMethods[data[0] % 4];
    request.headers["content-type"] = kTypes[data[1] % 4];
    request.body = text.substr(std::min(target.size() + 1, text.size()));
    http::SetTarget(request, target);
    const http::Response answer{.body = request.body};
    for (const auto& line : shipped->Explain(kSystems[data[0] / 4 % 3], request, &answer)) {
        if (line.empty() || (plumb::IsUtf8(text) && !plumb::IsUtf8(line))) std::abort();
    }
    return 0;
}
