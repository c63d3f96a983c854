#include "mocks/contract/operation.h"

#include <algorithm>
#include <cctype>

#include "harness/base/text.h"

namespace plumb::mocks::contract {

namespace {

constexpr const char* kMethods[] = {"get", "put", "post", "delete", "options", "head", "patch"};

/// The path of "https://{host}/hub/rest/" or "/hub/rest": "/hub/rest".
std::string PathOfServer(std::string url) {
    const std::size_t scheme = url.find("://");
    if (scheme != std::string::npos) {
        const std::size_t slash = url.find('/', scheme + 3);
        url = slash == std::string::npos ? "" : url.substr(slash);
    }
    while (url.ends_with('/')) url.pop_back();
    return url;
}

/// Servers of the operation, else of the path, else of the document.
std::vector<std::string> BasesOf(std::initializer_list<Element> nearest_first) {
    for (const Element& element : nearest_first) {
        const auto servers = element.Find("servers");
        if (!servers) continue;
        std::vector<std::string> bases;
        for (const auto& [number, server] : servers->Children()) {
            bases.push_back(PathOfServer(server.Text("url")));
        }
        return bases;
    }
    return {""};
}

void ReadParameters(const Element& owner, std::vector<Parameter>& parameters) {
    const auto list = owner.Find("parameters");
    if (!list) return;
    for (const auto& [number, element] : list->Children()) {
        const auto schema = element.Find("schema");
        if (!schema) continue;
        const std::string in = element.Text("in");
        const std::string name = element.Text("name");
        Parameter parameter{in == "header" ? ToLower(name) : name, in, element.Flag("required"),
                            Schema(*schema, Direction::kRequest), element.Pointer()};
        std::erase_if(parameters, [&](const Parameter& other) {
            return other.name == parameter.name && other.in == in;
        });
        parameters.push_back(std::move(parameter));
    }
}

Body ReadBody(const Element& element, Direction direction) {
    Body body{element.Flag("required"), {}, element.Pointer()};
    const auto contents = element.Find("content");
    if (!contents) return body;
    // A documented body of an answer is always there, unless the document says otherwise.
    if (direction == Direction::kResponse) body.required = !element.Flag("x-may-be-empty");
    for (const auto& [type, said] : contents->Children()) {
        Content content{.media_type = ToLower(type), .schema = {}, .patched = {}};
        if (const auto schema = said.Find("schema")) content.schema.emplace(*schema, direction);
        if (const auto patched = said.Find("x-patch-of")) {
            content.patched.emplace(*patched, direction);
        }
        body.contents.push_back(std::move(content));
    }
    return body;
}

Credential ReadCredential(const std::string& name, const Element& scheme) {
    if (scheme.Text("type") != "apiKey") {
        const std::string kind = scheme.Text("type") == "http" ? scheme.Text("scheme") : "bearer";
        return {name, "header", "authorization", ToLower(kind) + " "};
    }
    const bool header = scheme.Text("in") == "header";
    const std::string field = scheme.Text("name");
    return {name, scheme.Text("in"), header ? ToLower(field) : field, ""};
}

void ReadSecurity(const Element& root, const Element& operation, Operation& read) {
    auto sets = operation.Find("security");
    if (!sets) sets = root.Find("security");
    if (!sets) return;
    const auto components = root.Find("components");
    const auto schemes = components ? components->Find("securitySchemes") : std::nullopt;
    for (const auto& [number, set] : sets->Children()) {
        std::vector<Credential> credentials;
        for (const auto& [name, scopes] : set.Children()) {
            const auto scheme = schemes ? schemes->Find(name) : std::nullopt;
            if (scheme) credentials.push_back(ReadCredential(name, *scheme));
        }
        read.security.push_back(std::move(credentials));
    }
}

Operation ReadOperation(const Element& root, const Element& path, const Element& element) {
    Operation read;
    read.pointer = element.Pointer();
    read.bases = BasesOf({element, path, root});
    ReadParameters(path, read.parameters);
    ReadParameters(element, read.parameters);
    if (const auto body = element.Find("requestBody")) {
        read.body = ReadBody(*body, Direction::kRequest);
    }
    if (const auto responses = element.Find("responses")) {
        for (const auto& [status, response] : responses->Children()) {
            read.responses.emplace(status, ReadBody(response, Direction::kResponse));
        }
    }
    ReadSecurity(root, element, read);
    return read;
}

}  // namespace

std::vector<Operation> ReadOperations(const Json& document) {
    std::vector<Operation> operations;
    const Element root(document);
    const auto paths = root.Find("paths");
    if (!paths) return operations;
    for (const auto& [template_path, path] : paths->Children()) {
        for (const char* method : kMethods) {
            const auto element = path.Find(method);
            if (!element) continue;
            operations.push_back(ReadOperation(root, path, *element));
            operations.back().path = template_path;
            std::ranges::transform(std::string(method),
                                   std::back_inserter(operations.back().method),
                                   [](unsigned char c) { return std::toupper(c); });
        }
    }
    return operations;
}

}  // namespace plumb::mocks::contract
