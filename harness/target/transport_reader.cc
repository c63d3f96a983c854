#include "harness/target/transport_reader.h"

#include <fmt/format.h>
#include <filesystem>

namespace plumb::target {

namespace {

using yaml::Fields;
using yaml::Node;

constexpr int kLongestTimeout = 3'600;

NamedFile ReadFile(Fields& fields, const char* key, const std::string& folder) {
    const Node* node = fields.Optional(key);
    if (node == nullptr) return {};
    const std::string path = fields.Text(key).value_or("");
    if (path.empty()) {
        if (node->IsScalar()) fields.Report(fmt::format("'{}' names no file", key), node->place);
        return {};
    }
    return {(std::filesystem::path(folder) / path).lexically_normal().string(), node->place};
}

Tls ReadTls(const Node& node, const std::string& folder, std::vector<Problem>& problems) {
    Fields fields(node, "'tls'", problems);
    Tls tls;
    tls.ca = ReadFile(fields, "ca", folder);
    tls.client_certificate = ReadFile(fields, "client_certificate", folder);
    tls.client_key = ReadFile(fields, "client_key", folder);
    if (tls.client_certificate.path.empty() != tls.client_key.path.empty()) {
        fields.Report("'client_certificate' and 'client_key' belong together", node.place,
                      "name both PEM files, or neither");
    }
    fields.Finish();
    return tls;
}

Timeouts ReadTimeouts(const Node& node, std::vector<Problem>& problems) {
    Fields fields(node, "'timeouts'", problems);
    const auto read = [&](const char* key, int usual) {
        return static_cast<int>(fields.Integer(key, 1, kLongestTimeout).value_or(usual));
    };
    Timeouts timeouts;
    timeouts.connect_s = read("connect_s", timeouts.connect_s);
    timeouts.read_s = read("read_s", timeouts.read_s);
    timeouts.call_s = read("call_s", std::max(timeouts.call_s, timeouts.read_s));
    if (timeouts.call_s < std::max(timeouts.connect_s, timeouts.read_s)) {
        fields.Report(
            "'call_s' is of the whole call: it cannot be less than 'connect_s' or "
            "'read_s'",
            node.place);
    }
    fields.Finish();
    return timeouts;
}

}  // namespace

Transport ReadTransport(Fields& fields, const std::string& folder, std::vector<Problem>& problems) {
    Transport transport;
    if (const Node* tls = fields.Optional("tls")) transport.tls = ReadTls(*tls, folder, problems);
    if (const Node* timeouts = fields.Optional("timeouts"))
        transport.timeouts = ReadTimeouts(*timeouts, problems);
    return transport;
}

}  // namespace plumb::target
