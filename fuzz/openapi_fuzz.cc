// Whatever an OpenAPI document holds, it is read or refused with problems; what was read holds a
// request and an answer against itself and ends.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mocks/contract/document.h"
#include "mocks/contract/message_check.h"
#include "mocks/http/target.h"

namespace contract = plumb::mocks::contract;
namespace http = plumb::mocks::http;

namespace {

void HoldAMessageAgainst(const contract::Document& document, const contract::Operation& operation) {
    http::Request request;
    request.method = operation.method;
    request.body = R"([{"op": "add", "path": "/a", "value": 1}])";
    http::SetTarget(request, operation.path + "?a=1&b=true");
    const auto match = document.Find(request);
    if (match.operation == nullptr) return;
    contract::CheckRequest(document, match, request);
    contract::CheckResponse(*match.operation, {.body = R"({"id": 1, "a": [null, "x"]})"});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 14) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto document = contract::Document::Parse(text, "fuzz.yaml");
    if (!document) {
        if (document.error().problems.empty()) std::abort();
        return 0;
    }
    for (const auto& operation : document->Operations()) HoldAMessageAgainst(*document, operation);
    return 0;
}
