// Whatever the body of a version 1 POST holds, it is refused with a sentence or gives writes of
// members that may be written, and written once more they change nothing.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "mocks/poweroffice/entity_fields.h"
#include "mocks/poweroffice/v1_body.h"

namespace poweroffice = plumb::mocks::poweroffice;
using plumb::Json;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size > 1 << 13) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto body = poweroffice::ReadV1Body(text, false);
    if (!body) {
        if (body.error().detail.empty()) std::abort();
        return 0;
    }
    for (const auto& write : body->writes) {
        if (write.field->access != poweroffice::Access::kWritable) std::abort();
    }
    const Json fresh = poweroffice::Emptied(poweroffice::ContactPersonFields().Initial());
    const Json once = poweroffice::WithWrites(fresh, *body);
    if (poweroffice::WithWrites(once, *body) != once) std::abort();
    return 0;
}
