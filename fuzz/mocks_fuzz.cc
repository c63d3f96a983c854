// Whatever target and body a client sends, with its credentials in order, each mock gives an answer
// with a proper status and, where it says JSON, with JSON: Hub's fields, query and orderBy, version
// 1's $filter, version 2's filters, bodies and patches.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/http/mock_clock.h"
#include "mocks/http/target.h"
#include "mocks/poweroffice/v1.h"
#include "mocks/poweroffice/v2.h"
#include "mocks/youtrack/hub.h"

namespace {

namespace http = plumb::mocks::http;
namespace poweroffice = plumb::mocks::poweroffice;
namespace youtrack = plumb::mocks::youtrack;

/// The mocks behind their doors, with a record of each kind.
struct World {
    World() {
        hub.Create({{"login", "ada"}, {"profile", {{"email", {{"email", "ada@x.example"}}}}}});
        v2.Act(Asking("POST", "/v2/Customers", R"({"Name":"Ada","EmailAddress":"ada@x.example"})"));
        v2.Act(Asking("POST", "/v2/ContactPersons/5000000001",
                      R"({"FirstName":"Ada","LastName":"Berg","EmailAddress":"ada@x.example"})"));
    }

    static http::Request Asking(std::string method, std::string_view target, std::string body) {
        http::Request request;
        request.method = std::move(method);
        request.headers = {{"content-type", "application/json"}, {"authorization", "Bearer t"}};
        request.body = std::move(body);
        http::SetTarget(request, target);
        return request;
    }

    http::MockClock clock{http::MockClock::Kind::kVirtual};
    youtrack::Settings hub_settings = [] {
        youtrack::Settings with_token;
        with_token.token = "t";
        return with_token;
    }();
    youtrack::Hub hub{hub_settings, clock};
    poweroffice::Settings settings{};
    poweroffice::Store store{clock, settings};
    poweroffice::V1 v1{store, clock, settings};
    poweroffice::V2 v2{store, clock, settings};
};

void CheckAnswer(const http::Response& response) {
    if (response.status < 200 || response.status > 599) std::abort();
    const bool json = !response.body.empty() && response.content_type == "application/json";
    if (json && plumb::ParseJson(response.body, 512).is_discarded()) std::abort();
}

}  // namespace

/// The first byte chooses mock and method, the first line is the target, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 8192) return 0;
    static World world;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string_view target = text.substr(0, text.find('\n'));
    const std::string body(text.substr(std::min(target.size() + 1, text.size())));
    static constexpr const char* kMethods[] = {"GET", "POST", "PATCH", "DELETE"};
    const auto request = World::Asking(kMethods[data[0] % 4], target, body);
    switch (data[0] / 4 % 3) {
        case 0:
            CheckAnswer(world.hub.Handle(request));
            break;
        case 1:
            CheckAnswer(world.v1.Act(request));
            break;
        default:
            CheckAnswer(world.v2.Act(request));
    }
    return 0;
}
