#include "mocks/contract/patch_body.h"

#include <fmt/format.h>
#include <algorithm>
#include <optional>

#include "harness/base/text.h"

namespace plumb::mocks::contract {

namespace {

/// The member's name as the document writes it; as it is where the document has none.
std::string NameInDocument(const std::optional<Element>& schema, const std::string& name) {
    const auto properties = schema ? schema->Find("properties") : std::nullopt;
    if (!properties) return name;
    for (const auto& [documented, member] : properties->Children()) {
        if (ToLower(documented) == ToLower(name)) return documented;
    }
    return name;
}

/// The members of a value in the document's own letters, as deep as both go.
Json InDocumentsLetters(const std::optional<Element>& schema, const Json& value) {
    if (!value.is_object() || !schema) return value;
    const auto properties = schema->Find("properties");
    Json renamed = Json::object();
    for (const auto& [name, member] : value.items()) {
        const std::string documented = NameInDocument(schema, name);
        renamed[documented] =
            InDocumentsLetters(properties ? properties->Find(documented) : std::nullopt, member);
    }
    return renamed;
}

/// The object that has `value` at the place, and nothing else. A place in a list, or at its end,
/// makes a list of one.
Json ObjectWith(const std::vector<std::string_view>& parts, std::size_t at,
                const std::optional<Element>& schema, const Json& value) {
    if (at == parts.size()) return InDocumentsLetters(schema, value);
    const auto items = schema ? schema->Find("items") : std::nullopt;
    if (items) return Json::array({ObjectWith(parts, at + 1, items, value)});
    const std::string part = ReplaceAll(ReplaceAll(std::string(parts[at]), "~1", "/"), "~0", "~");
    const std::string name = NameInDocument(schema, part);
    const auto properties = schema ? schema->Find("properties") : std::nullopt;
    const auto member = properties ? properties->Find(name) : std::nullopt;
    return {{name, ObjectWith(parts, at + 1, member, value)}};
}

bool Writes(const std::string& operation) {
    return operation == "add" || operation == "replace";
}

}  // namespace

std::vector<Violation> CheckPatch(const Json& patch, const Schema& patched, Values values) {
    std::vector<Violation> violations;
    for (std::size_t number = 0; number < patch.size(); ++number) {
        const Json& operation = patch[number];
        const std::string path = TextAt(operation, "path");
        if (!Writes(TextAt(operation, "op"))) continue;
        if (!path.starts_with('/') || !operation.contains("value")) {
            violations.push_back({fmt::format("/{}", number),
                                  "has no value, or a path that does not begin with '/'",
                                  patched.GetElement().Pointer()});
            continue;
        }
        const auto parts = Split(std::string_view(path).substr(1), '/');
        const Json made = ObjectWith(parts, 0, patched.GetElement(), operation["value"]);
        for (Violation& violation : patched.Check(made, values)) {
            violation.place = fmt::format("/{} ({})", number, path);
            violations.push_back(std::move(violation));
        }
    }
    return violations;
}

}  // namespace plumb::mocks::contract
