#include "harness/system/proxy.h"

#include <fmt/format.h>
#include <algorithm>
#include <charconv>

#include "harness/base/text.h"

namespace plumb::system {

namespace {

/// The first of the variables that holds something, with its name.
struct Variable {
    std::string name;
    std::string value;
};

Variable FirstOf(const target::Environment& environment, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const auto value = environment ? environment(name) : std::nullopt;
        if (value && !Trim(*value).empty()) return {name, std::string(Trim(*value))};
    }
    return {};
}

/// "%40" and the like; a "%" that begins nothing stays as it is.
std::string PercentDecoded(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        unsigned byte = 0;
        const char* digits = text.data() + i + 1;
        const bool encoded = text[i] == '%' && i + 2 < text.size() &&
                             std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2;
        decoded += encoded ? static_cast<char>(byte) : text[i];
        if (encoded) i += 2;
    }
    return decoded;
}

/// ".example.com", "*.example.com" and "example.com" mean the domain and all below it.
bool Covers(std::string_view pattern, const Url& url) {
    if (pattern == "*") return true;
    const std::string port = fmt::format(":{}", url.port);
    if (pattern.ends_with(port)) pattern.remove_suffix(port.size());
    if (pattern.starts_with("*.")) pattern.remove_prefix(1);
    if (pattern.starts_with('.')) pattern.remove_prefix(1);
    if (pattern.empty()) return false;
    return url.host == pattern || url.host.ends_with("." + std::string(pattern));
}

std::vector<std::string> ReadExempt(const std::string& list) {
    std::vector<std::string> exempt;
    for (const std::string_view part : Split(list, ',')) {
        if (!Trim(part).empty()) exempt.push_back(ToLower(Trim(part)));
    }
    return exempt;
}

}  // namespace

bool Proxy::IsFor(const Url& url) const {
    if (url.scheme != "https" || url.IsLoopback()) return false;
    return std::none_of(exempt.begin(), exempt.end(),
                        [&](const std::string& pattern) { return Covers(pattern, url); });
}

std::vector<std::string> Proxy::Secrets() const {
    if (password.empty()) return {};
    return {password, user + ":" + password};
}

Result<std::optional<Proxy>> ReadProxy(const target::Environment& environment) {
    const Variable named = FirstOf(environment, {"https_proxy", "HTTPS_PROXY"});
    if (named.value.empty()) return std::nullopt;
    std::string_view rest = named.value;
    if (ToLower(rest).starts_with("http://")) rest.remove_prefix(7);
    const bool other_scheme = rest.find("://") != std::string_view::npos;
    Proxy proxy;
    if (const std::size_t at = rest.rfind('@'); at != std::string_view::npos) {
        const std::string_view account = rest.substr(0, at);
        const std::size_t colon = std::min(account.find(':'), account.size());
        proxy.user = PercentDecoded(account.substr(0, colon));
        if (colon < account.size()) proxy.password = PercentDecoded(account.substr(colon + 1));
        rest.remove_prefix(at + 1);
    }
    while (rest.ends_with('/')) rest.remove_suffix(1);
    const auto url = ParseUrl("http://" + std::string(rest));
    if (other_scheme || !url || !url->target.empty()) {
        return InputError(
            fmt::format("the environment variable {} names no HTTP proxy", named.name), {},
            "such as http://proxy.example.com:3128; https and socks proxies are "
            "not supported");
    }
    proxy.host = url->host;
    proxy.port = url->port;
    proxy.exempt = ReadExempt(FirstOf(environment, {"no_proxy", "NO_PROXY"}).value);
    return proxy;
}

}  // namespace plumb::system
