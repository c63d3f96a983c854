// Whatever somebody with the token sends to the admin API, it gives an answer with a proper status
// and JSON.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/http/admin.h"
#include "mocks/http/target.h"
#include "mocks/youtrack/operations.h"

namespace http = plumb::mocks::http;
using plumb::Json;

namespace {

/// A tenant of one system that takes every record that is an object.
struct AdminWorld {
    AdminWorld() {
        const http::Service service{"youtrack", plumb::mocks::youtrack::HubOperations(), {}, {}};
        tenant.faults.Know(std::make_shared<const http::Service>(service), {});
        tenant.log.Add({.system = "youtrack", .target = "/hub/rest/users"});
        tenant.neighbours = {[] { return Json::array(); },
                             [](const std::string& name) {
                                 return Json{{"name", name}};
                             },
                             [](const std::string&) { return true; }};
    }

    static http::Response Create(const Json& record) {
        http::Response response;
        response.effect = {.record = "1", .created = record.is_object()};
        return response;
    }

    http::Tenant tenant{http::MockClock::Kind::kVirtual};
    http::Server::Handler handler = http::AdminHandler(
        tenant, "t",
        {.state = [] { return Json::object(); }, .reset = {}, .create = {{"users", Create}}});
};

}  // namespace

/// The first byte chooses the method, the first line is the target, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 8192) return 0;
    AdminWorld world;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string_view target = text.substr(0, text.find('\n'));
    static constexpr const char* kMethods[] = {"GET", "POST", "DELETE"};
    http::Request request;
    request.method = kMethods[data[0] % 3];
    request.headers["authorization"] = "Bearer t";
    request.body = text.substr(std::min(target.size() + 1, text.size()));
    http::SetTarget(request, target);
    const http::Response response = world.handler(request);
    if (response.status < 200 || response.status > 499) std::abort();
    if (plumb::ParseJson(response.body, 512).is_discarded()) std::abort();
    return 0;
}
