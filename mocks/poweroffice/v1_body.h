#pragma once

#include <cstdint>
#include <optional>

#include "harness/base/json_path.h"
#include "mocks/poweroffice/field.h"

namespace plumb::mocks::poweroffice {

/// The body of a version 1 POST: which contact person it is for, and what to write.
struct V1Body {
    std::optional<std::int64_t> id{};  ///< given: an update (facts B2)
    struct Write {
        const Field* field = nullptr;
        Json value{};
    };
    std::vector<Write> writes{};  ///< only members that the body has; null clears
};

/// Unknown members are ignored, and read-only ones unless they are refused. Wrong types are
/// kMalformed.
Answer<V1Body> ReadV1Body(std::string_view text, bool refuse_read_only);

/// The contact person without anything that a body could write.
Json Emptied(Json members);

/// Writes them into a contact person as the store keeps it, whose omitted members stay.
Json WithWrites(Json members, const V1Body& body);

}  // namespace plumb::mocks::poweroffice
