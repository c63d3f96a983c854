#include "harness/target/credentials.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/url.h"

namespace plumb::target {

namespace {

constexpr std::size_t kShortestSecret = 4;  // base/secrets.h

using yaml::Fields;
using yaml::Node;

bool HasControlCharacter(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7f; });
}

}  // namespace

std::string ReadSecret(Fields& fields, const std::string& key, TargetReading& reading) {
    std::string secret = fields.RequiredText(key);
    const Node* node = fields.Optional(key);
    if (node == nullptr || !node->IsScalar()) return {};
    const bool from_environment = reading.expansion.IsFromEnvironment(*node);
    if (!from_environment && !reading.literal_secrets) {
        fields.Report(fmt::format("'{}' is a secret and may not stand in the file", key),
                      node->place, fmt::format("write {}: ${{NAME}} and export NAME", key));
        return {};
    }
    // An undefined name was reported where it stands.
    if (secret.empty() && !from_environment) {
        fields.Report(fmt::format("'{}' is empty", key), node->place);
    }
    if (HasControlCharacter(secret)) {
        fields.Report(fmt::format("'{}' holds a line break or another control character", key),
                      node->place, "check how the environment variable was set");
        return {};
    }
    if (!secret.empty() && secret.size() < kShortestSecret && !reading.literal_secrets) {
        fields.Report(fmt::format("'{}' has fewer than {} characters: it could not be kept out of "
                                  "reports, where they may stand by chance",
                                  key, kShortestSecret),
                      node->place, "use a longer one");
    }
    if (!secret.empty()) reading.secrets.push_back(secret);
    return secret;
}

std::string ReadUrl(Fields& fields, const std::string& key, bool may_ask) {
    std::string text = fields.RequiredText(key);
    const Node* node = fields.Optional(key);
    if (node == nullptr || !node->IsScalar() || text.empty()) {
        if (node != nullptr && node->IsScalar()) {
            fields.Report(fmt::format("'{}' is empty", key), node->place);
        }
        return {};
    }
    while (text.ends_with('/')) text.pop_back();
    const auto url = ParseUrl(text);
    if (!url || (!may_ask && text.find('?') != std::string::npos)) {
        fields.Report(fmt::format("'{}' is not an http or https URL", key), node->place,
                      may_ask ? "such as https://example.com/start, with no user name"
                              : "such as https://example.youtrack.cloud, with no user name and no "
                                "'?'");
    } else if (url->scheme == "http" && !url->IsLoopback()) {
        fields.Report(fmt::format("'{}' would send credentials unencrypted to {}", key, url->host),
                      node->place, "use https; http is for servers on this machine only");
    }
    return text;
}

}  // namespace plumb::target
