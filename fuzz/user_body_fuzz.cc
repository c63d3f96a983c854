// Whatever the body of a write of a Hub user holds, it is refused with words, or it makes a user,
// and written once more it changes nothing.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mocks/youtrack/user_body.h"

namespace youtrack = plumb::mocks::youtrack;
using plumb::Json;

namespace {

/// Details get ids of their own whenever they are written.
bool HasDetails(const Json& body) {
    return body.contains("details");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 13) return 0;
    const Json body = plumb::ParseJson({reinterpret_cast<const char*>(data), size});
    if (!body.is_object()) return 0;
    if (const auto refusal = youtrack::CheckBody(body)) {
        if (refusal->description.empty()) std::abort();
        return 0;
    }
    Json user = {{"type", "user"},
                 {"login", youtrack::LoginFrom(body)},
                 {"profile", {{"locale", {{"language", "en"}}}}}};
    youtrack::Apply(body, user);
    const Json once = user;
    youtrack::Apply(body, user);
    if (!HasDetails(body) && user != once) std::abort();
    return 0;
}
