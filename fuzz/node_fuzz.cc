// Whatever a client with the token sends to a Sesam node, the node gives an answer with a proper
// status and, where it says JSON, with JSON.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/http/target.h"
#include "mocks/sesam/fake_checklists.h"
#include "mocks/sesam/fake_system.h"
#include "mocks/sesam/node.h"

namespace {

namespace http = plumb::mocks::http;
namespace sesam = plumb::mocks::sesam;

struct NodeWorld {
    NodeWorld() {
        systems[0].Add(sesam::User("ann@x.example"));
        systems[1].Add({{"emailAddress", "ann@x.example"}});
        node.RunAll();
    }

    sesam::FakeClock clock;
    std::vector<sesam::FakeSystem> systems{3};
    sesam::Node node{sesam::Compile(sesam::LinkOnlyChecklist()).value(), sesam::Policies(),
                     [this](const sesam::Schema&) {
                         sesam::Connectors connectors;
                         for (sesam::FakeSystem& system : systems) {
                             system.clock = &clock;
                             connectors.push_back(std::make_unique<sesam::FakeConnector>(system));
                         }
                         return connectors;
                     },
                     clock, "t"};
};

}  // namespace

/// The first byte chooses the method, the first line is the target, the rest the body.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2 || size > 4096) return 0;
    static NodeWorld world;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string_view target = text.substr(0, text.find('\n'));
    static constexpr const char* kMethods[] = {"GET", "POST", "PUT", "DELETE"};
    http::Request request;
    request.method = kMethods[data[0] % 4];
    request.headers["authorization"] = "Bearer t";
    request.body = text.substr(std::min(target.size() + 1, text.size()));
    http::SetTarget(request, target);
    const http::Response response = world.node.Handle(request);
    if (response.status < 200 || response.status > 599) std::abort();
    const bool json = !response.body.empty() && response.content_type == "application/json";
    if (json && plumb::ParseJson(response.body, 512).is_discarded()) std::abort();
    return 0;
}
