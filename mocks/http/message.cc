#include "mocks/http/message.h"

#include "harness/base/text.h"

namespace plumb::mocks::http {

const std::string* Request::Query(std::string_view name) const {
    const std::string wanted = ToLower(name);
    for (const auto& [key, value] : query) {
        if (key.size() == wanted.size() && ToLower(key) == wanted) return &value;
    }
    return nullptr;
}

std::string_view Request::Header(std::string_view name) const {
    const auto header = headers.find(std::string(name));
    return header == headers.end() ? std::string_view() : std::string_view(header->second);
}

}  // namespace plumb::mocks::http
