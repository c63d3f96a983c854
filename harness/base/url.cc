#include "harness/base/url.h"

#include <charconv>

#include "harness/base/text.h"

namespace plumb {

namespace {

bool IsClean(std::string_view text) {
    for (const char c : text) {
        if (static_cast<unsigned char>(c) <= ' ' || c == 0x7f || c == '#' || c == '\\')
            return false;
    }
    return true;
}

std::optional<int> ParsePort(std::string_view text) {
    int port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc{} || end != text.data() + text.size() || port < 1 || port > 65535) {
        return std::nullopt;
    }
    return port;
}

bool SplitAuthority(std::string_view authority, Url& url) {
    if (authority.find('@') != std::string_view::npos) return false;
    std::string_view port;
    if (authority.starts_with('[')) {
        const std::size_t end = authority.find(']');
        if (end == std::string_view::npos) return false;
        url.host = ToLower(authority.substr(1, end - 1));
        port = authority.substr(end + 1);
    } else {
        const std::size_t colon = authority.find(':');
        url.host = ToLower(authority.substr(0, colon));
        if (colon != std::string_view::npos) port = authority.substr(colon);
    }
    if (url.host.empty()) return false;
    url.port = url.scheme == "https" ? 443 : 80;
    if (port.empty()) return true;
    const auto number = port.front() == ':' ? ParsePort(port.substr(1)) : std::nullopt;
    url.port = number.value_or(0);
    return number.has_value();
}

bool IsDottedQuad(std::string_view text) {
    const auto parts = Split(text, '.');
    if (parts.size() != 4) return false;
    for (const std::string_view part : parts) {
        if (part.empty() || part.size() > 3) return false;
        if (part.find_first_not_of("0123456789") != std::string_view::npos) return false;
    }
    return true;
}

}  // namespace

bool Url::IsLoopback() const {
    if (host == "localhost" || host == "::1") return true;
    return host.starts_with("127.") && IsDottedQuad(host);
}

std::optional<Url> ParseUrl(std::string_view text) {
    if (!IsClean(text)) return std::nullopt;
    const std::size_t scheme_end = text.find("://");
    if (scheme_end == std::string_view::npos) return std::nullopt;
    Url url;
    url.scheme = ToLower(text.substr(0, scheme_end));
    if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
    const std::size_t host_begin = scheme_end + 3;
    const std::size_t host_end = std::min(text.find_first_of("/?", host_begin), text.size());
    if (!SplitAuthority(text.substr(host_begin, host_end - host_begin), url)) return std::nullopt;
    url.origin = text.substr(0, host_end);
    url.target = text.substr(host_end);
    return url;
}

}  // namespace plumb
