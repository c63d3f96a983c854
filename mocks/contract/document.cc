#include "mocks/contract/document.h"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "harness/base/text.h"
#include "harness/yaml/node.h"

namespace plumb::mocks::contract {

namespace {

using PathValues = std::vector<std::pair<std::string, std::string>>;

bool IsPlaceholder(std::string_view segment) {
    return segment.starts_with('{') && segment.ends_with('}');
}

/// What stands in the place of the braces, or nothing when the path is another one.
std::optional<PathValues> Fit(const std::string& wanted, const std::vector<std::string>& path,
                              bool ignore_case) {
    PathValues values;
    std::size_t at = 0;
    for (std::string_view segment : Split(wanted, '/')) {
        if (segment.empty()) continue;
        if (at == path.size()) return std::nullopt;
        const std::string& seen = path[at++];
        if (IsPlaceholder(segment)) {
            values.emplace_back(segment.substr(1, segment.size() - 2), seen);
        } else if (segment != seen && !(ignore_case && ToLower(segment) == ToLower(seen))) {
            return std::nullopt;
        }
    }
    if (at != path.size()) return std::nullopt;
    return values;
}

std::optional<PathValues> Fit(const Operation& operation, const http::Request& request,
                              bool ignore_case) {
    for (const std::string& base : operation.bases) {
        if (auto values = Fit(base + operation.path, request.path, ignore_case)) return values;
    }
    return std::nullopt;
}

bool Lists(const Json& document, const char* what) {
    const Json* list = Find(document, "x-case-insensitive");
    return list != nullptr && std::find(list->begin(), list->end(), what) != list->end();
}

Result<Document> NotOpenApi(const std::string& name) {
    return InputError("this is no OpenAPI 3.0 document", {name},
                      "it begins with 'openapi: 3.0.3' and has 'paths'");
}

}  // namespace

Result<Document> Document::Parse(std::string_view text, const std::string& name) {
    const auto node = yaml::Parse(text, name);
    if (!node) return tl::make_unexpected(node.error());
    return Make(yaml::ToJson(*node), name);
}

Result<Document> Document::Read(const std::string& file) {
    const auto node = yaml::ParseFile(file);
    if (!node) return tl::make_unexpected(node.error());
    return Make(yaml::ToJson(*node), std::filesystem::path(file).filename().string());
}

Result<Document> Document::Make(Json json, const std::string& name) {
    if (!json.is_object() || !TextAt(json, "openapi").starts_with("3.0.") ||
        !json.contains("paths")) {
        return NotOpenApi(name);
    }
    if (const Status whole = CheckReferences(json, name); !whole) {
        return tl::make_unexpected(whole.error());
    }
    Document document;
    document.name_ = name;
    document.ignores_case_of_paths_ = Lists(json, "paths");
    document.ignores_case_of_query_ = Lists(json, "query");
    document.json_ = std::make_shared<const Json>(std::move(json));
    document.operations_ = ReadOperations(*document.json_);
    std::ranges::stable_sort(document.operations_, {}, [](const Operation& operation) {
        return std::ranges::count(operation.path, '{');
    });
    return document;
}

Document::Match Document::Find(const http::Request& request) const {
    Match other;
    for (const Operation& operation : operations_) {
        auto values = Fit(operation, request, ignores_case_of_paths_);
        if (!values) continue;
        if (operation.method == request.method) {
            return {&operation, std::move(*values), operation.pointer};
        }
        other.pointer = operation.pointer.substr(0, operation.pointer.rfind('/'));
    }
    return other;
}

}  // namespace plumb::mocks::contract
