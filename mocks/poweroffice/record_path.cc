#include "mocks/poweroffice/record_path.h"

#include <charconv>
#include <string>

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::mocks::poweroffice {

Answer<std::int64_t> IdIn(std::string_view segment, Why otherwise) {
    std::int64_t id = 0;
    const char* end = segment.data() + segment.size();
    const auto [stop, error] = std::from_chars(segment.data(), end, id);
    if (error == std::errc{} && stop == end && !segment.empty()) return id;
    return Refuse(otherwise, fmt::format("'{}' is not an id.", Shorten(segment, 60)));
}

Refusal NotThere(std::string_view entity, std::int64_t id) {
    return {Why::kNotFound, fmt::format("There is no {} with the id {}.", entity, id), {}};
}

http::Response About(std::int64_t id, http::Response response) {
    response.effect.record = std::to_string(id);
    return response;
}

}  // namespace plumb::mocks::poweroffice
