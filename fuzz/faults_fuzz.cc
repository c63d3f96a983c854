// Whatever a file of faults holds, it is set as a whole or refused with problems; a fault that is
// set is described in the form in which it can be set again.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "harness/base/json_path.h"
#include "mocks/http/fault_book.h"
#include "mocks/poweroffice/operations.h"
#include "mocks/youtrack/operations.h"

namespace http = plumb::mocks::http;

namespace {

struct FaultWorld {
    FaultWorld() {
        Know({"youtrack", plumb::mocks::youtrack::HubOperations(), {}, {}});
        Know({"poweroffice-go", plumb::mocks::poweroffice::V2Operations(), {}, {}});
    }
    void Know(http::Service service) {
        book.Know(std::make_shared<const http::Service>(std::move(service)), {});
    }

    http::MockClock clock{http::MockClock::Kind::kVirtual};
    http::RequestLog log;
    http::FaultBook book{clock, log};
};

void CheckIsReadAgain(http::FaultBook& book, const plumb::Json& described) {
    const plumb::Json written = {{"match", described["match"]}, {"verdict", described["verdict"]}};
    const auto node = plumb::yaml::Parse(plumb::Dump(written), "again.yaml");
    if (!node || !book.Set(*node)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static FaultWorld world;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto node = plumb::yaml::Parse(text, "faults.yaml", {.bytes = 1 << 14});
    if (!node) return 0;
    world.book.Clear();
    const auto set = world.book.SetAll(*node);
    const plumb::Json described = world.book.Describe();
    if (!set && (set.error().problems.empty() || !described.empty())) std::abort();
    for (const plumb::Json& fault : described) CheckIsReadAgain(world.book, fault);
    return 0;
}
