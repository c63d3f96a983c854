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

std::string_view Request::Credentials(std::string_view scheme) const {
    const std::string_view header = Trim(Header("authorization"));
    const auto blank = header.find(' ');
    if (blank == std::string_view::npos || ToLower(header.substr(0, blank)) != scheme) return {};
    return Trim(header.substr(blank));
}

bool Request::Bears(std::string_view token) const {
    return !token.empty() && Credentials("bearer") == token;
}

}  // namespace plumb::mocks::http
