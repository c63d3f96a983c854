#include "harness/report/curl.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "harness/base/ids.h"
#include "harness/base/text.h"
#include "harness/report/repeat.h"

namespace plumb::report {

namespace {

constexpr std::string_view kMask = "***";
constexpr std::array<std::string_view, 6> kSecretHeaders = {
    "authorization", "ocp-apim-subscription-key", "proxy-authorization", "cookie", "x-api-key",
    "api-key"};

/// "poweroffice-go" and "Subscription Key" → "POWEROFFICE_GO_SUBSCRIPTION_KEY".
std::string VariableName(const std::string& system, std::string_view what) {
    std::string name = Slug(system + "-" + std::string(what));
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
        return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c == '-' ? '_' : c;
    });
    return name;
}

bool IsSecret(std::string_view name, std::string_view value) {
    return value.find(kMask) != std::string_view::npos ||
           std::find(kSecretHeaders.begin(), kSecretHeaders.end(), ToLower(name)) !=
               kSecretHeaders.end();
}

/// Within double quotes, where the shell still fills in variables.
std::string InDoubleQuotes(std::string_view text) {
    std::string quoted;
    for (const char c : text) {
        if (std::string_view("\\\"$`").find(c) != std::string_view::npos) quoted += '\\';
        quoted += c;
    }
    return quoted;
}

std::string Header(const std::string& system, const std::string& name, const std::string& value) {
    if (!IsSecret(name, value)) return ShellWord(name + ": " + value);
    const std::string lower = ToLower(name);
    const std::size_t blank = value.find(' ');
    const bool has_scheme = lower.ends_with("authorization") && blank != std::string::npos;
    const std::string scheme = has_scheme ? value.substr(0, blank + 1) : "";
    const std::string what = !lower.ends_with("authorization")  ? lower
                             : ToLower(Trim(scheme)) == "basic" ? "basic_auth"
                                                                : "token";
    return fmt::format("\"{}: {}${}\"", InDoubleQuotes(name), InDoubleQuotes(scheme),
                       VariableName(system, what));
}

/// A masked secret in a URL or a body cannot be told which one it was; its name says so.
std::string Word(const std::string& system, const std::string& text) {
    if (text.find(kMask) == std::string::npos) return ShellWord(text);
    const std::string variable = "${" + VariableName(system, "secret") + "}";
    return "\"" + ReplaceAll(InDoubleQuotes(text), kMask, variable) + "\"";
}

}  // namespace

std::string CurlLine(const journal::Exchange& exchange) {
    std::string line = "curl";
    if (exchange.method != "GET") line += " -X " + ShellWord(exchange.method);
    line += " " + Word(exchange.system, exchange.url);
    for (const auto& [name, value] : exchange.headers) {
        line += " \\\n  -H " + Header(exchange.system, name, value);
    }
    if (!exchange.request.empty()) {
        line += " \\\n  --data-raw " + Word(exchange.system, exchange.request);
    }
    return line;
}

}  // namespace plumb::report
