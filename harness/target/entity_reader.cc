#include "harness/target/entity_reader.h"

#include <fmt/format.h>
#include <array>

#include "harness/base/text.h"
#include "harness/yaml/fields.h"

namespace plumb::target {

namespace {

using yaml::Fields;
using yaml::Node;
using Problems = std::vector<Problem>;
using Body = Operation::Body;

constexpr std::array<std::pair<std::string_view, FieldKind>, 12> kKinds = {{
    {"text", FieldKind::kText},
    {"word", FieldKind::kWord},
    {"email", FieldKind::kEmail},
    {"phone", FieldKind::kPhone},
    {"integer", FieldKind::kInteger},
    {"decimal", FieldKind::kDecimal},
    {"boolean", FieldKind::kBoolean},
    {"date", FieldKind::kDate},
    {"country", FieldKind::kCountry},
    {"url", FieldKind::kUrl},
    {"choice", FieldKind::kChoice},
    {"opaque", FieldKind::kOpaque},
}};

template <std::size_t N>
std::vector<std::string> Names(const std::array<std::string_view, N>& names) {
    return {names.begin(), names.end()};
}

/// Reports a {name} in `text` that nothing will replace.
void CheckPlaceholders(Fields& fields, const std::string& text, std::vector<std::string> known,
                       const Place& place) {
    for (std::size_t open = text.find('{'); open != std::string::npos;
         open = text.find('{', open + 1)) {
        const std::size_t close = text.find('}', open);
        const std::string name = text.substr(open + 1, close - open - 1);
        const bool fine = close != std::string::npos &&
                          std::find(known.begin(), known.end(), name) != known.end();
        if (fine) continue;
        fields.Report(fmt::format("nothing replaces '{{{}}}'", name), place,
                      DidYouMean(name, known));
    }
}

std::vector<std::string> OperationNames(const Profile& profile) {
    std::vector<std::string> names = {"id", "parent", "skip", "top", "page"};
    for (const std::string& key : profile.target_keys) names.push_back(key);
    for (const auto& [key, value] : profile.optional_keys) names.push_back(key);
    return names;
}

std::optional<Body> ReadBody(Fields& fields) {
    const auto text = fields.OneOf("body", {"none", "whole", "merge", "json-patch"});
    if (!text) return std::nullopt;
    if (*text == "whole") return Body::kWhole;
    if (*text == "merge") return Body::kMerge;
    return *text == "json-patch" ? Body::kJsonPatch : Body::kNone;
}

Operation ReadOperation(Fields& parent, const char* key, Body usual, const Profile& profile,
                        Problems& problems) {
    Operation operation;
    const Node* node = parent.Required(key);
    if (node == nullptr) return operation;
    Fields fields(*node, fmt::format("the operation '{}'", key), problems);
    const std::vector<std::string> names = OperationNames(profile);
    fields.Required("method");
    operation.method =
        fields.OneOf("method", {"GET", "POST", "PUT", "PATCH", "DELETE"}).value_or("GET");
    operation.base = fields.Text("base").value_or("url");
    if (!profile.access.contains(operation.base)) {
        fields.Report(fmt::format("'{}' has no access", operation.base), node->place);
    }
    operation.path = fields.RequiredText("path");
    CheckPlaceholders(fields, operation.path, names, node->place);
    if (const Node* query = fields.Optional("query")) {
        if (!query->IsMap()) fields.Report("'query' must be a mapping", query->place);
        for (const Node::Entry& entry : query->entries) {
            CheckPlaceholders(fields, entry.value.text, names, entry.value.place);
            operation.query[entry.key] = entry.value.text;
        }
    }
    operation.body = ReadBody(fields).value_or(usual);
    fields.Finish();
    return operation;
}

nlohmann::json ReadObject(Fields& fields, const char* key, nlohmann::json otherwise) {
    const Node* node = fields.Optional(key);
    if (node == nullptr) return otherwise;
    if (node->IsMap()) return yaml::ToJson(*node);
    fields.Report(fmt::format("'{}' must be a mapping", key), node->place);
    return otherwise;
}

FieldKind ReadKind(Fields& fields) {
    std::vector<std::string> names;
    for (const auto& [name, kind] : kKinds) names.emplace_back(name);
    const std::string wanted = fields.OneOf("kind", names).value_or("text");
    return std::find_if(kKinds.begin(), kKinds.end(),
                        [&](const auto& known) { return known.first == wanted; })
        ->second;
}

Field ReadField(const std::string& path, const Node& node, Problems& problems) {
    Fields fields(node, fmt::format("the field '{}'", path), problems);
    Field field;
    field.kind = ReadKind(fields);
    field.max_length =
        static_cast<std::size_t>(fields.Integer("max_length", 1, 1'000'000).value_or(255));
    field.choices = fields.Texts("choices");
    field.managed = fields.Bool("managed").value_or(false);
    field.read_only = fields.Bool("read_only").value_or(false);
    field.unique = fields.Bool("unique").value_or(false);
    field.generate = fields.Text("generate").value_or("");
    field.with = ReadObject(fields, "with", nlohmann::json::object());
    field.clear = fields.Text("clear").value_or("");
    CheckPlaceholders(fields, field.generate,
                      Names<6>({"given", "family", "tag", "phone", "city", "email"}), node.place);
    if (field.kind == FieldKind::kChoice && field.choices.empty()) {
        fields.Report(fmt::format("the field '{}' is a choice and needs 'choices'", path),
                      node.place);
    }
    if (field.read_only && !field.generate.empty()) {
        fields.Report(fmt::format("the field '{}' is read-only and cannot be generated", path),
                      node.place);
    }
    fields.Finish();
    return field;
}

void ReadFields(Fields& fields, Entity& entity, Problems& problems) {
    const Node* list = fields.Required("fields");
    if (list == nullptr) return;
    if (!list->IsMap()) fields.Report("'fields' must be a mapping by path", list->place);
    for (const Node::Entry& entry : list->entries) {
        entity.fields[entry.key] = ReadField(entry.key, entry.value, problems);
    }
    if (!entity.tag_field.empty() && !entity.fields.contains(entity.tag_field)) {
        fields.Report(fmt::format("the tag_field '{}' is not one of the fields", entity.tag_field),
                      list->place);
    }
}

void ReadTimes(Fields& fields, Entity& entity) {
    entity.modified_at = fields.Text("modified_at").value_or("");
    entity.resolution_ms =
        static_cast<int>(fields.Integer("resolution_ms", 1, 3'600'000).value_or(1));
    entity.read_after_write_ms =
        static_cast<int>(fields.Integer("read_after_write_ms", 0, 600'000).value_or(0));
}

void ReadAnswers(Fields& fields, Entity& entity) {
    const auto paging = fields.OneOf("paging", {"skip-top", "page-number"});
    entity.paging = paging == "page-number" ? Paging::kPageNumber : Paging::kSkipTop;
    entity.page_size = static_cast<int>(fields.Integer("page_size", 1, 100'000).value_or(100));
    entity.items = fields.Text("items").value_or("");
    entity.item = fields.Text("item").value_or("");
    entity.success_flag = fields.Text("success_flag").value_or("");
    entity.id_path = fields.RequiredText("id");
    entity.parent = fields.Text("parent").value_or("");
    entity.parent_id_path = fields.Text("parent_id").value_or("");
    if (const Node* kinds = fields.Optional("parent_kinds")) {
        if (!kinds->IsMap()) fields.Report("'parent_kinds' must be a mapping", kinds->place);
        for (const Node::Entry& kind : kinds->entries)
            entity.parent_kinds[kind.key] = kind.value.text;
    }
}

std::optional<Probe> ReadProbe(Fields& fields, Problems& problems) {
    const Node* node = fields.Optional("probe");
    if (node == nullptr) return std::nullopt;
    Fields of_probe(*node, "'probe'", problems);
    Probe probe;
    probe.id = of_probe.RequiredText("id");
    probe.parent = of_probe.Text("parent").value_or("");
    probe.create = ReadObject(of_probe, "create", nlohmann::json::object());
    of_probe.Finish();
    return probe;
}

void CheckKeys(Fields& fields, const nlohmann::json& create_with_key, const Profile& profile) {
    for (const auto& [key, members] : create_with_key.items()) {
        if (profile.optional_keys.contains(key) && members.is_object()) continue;
        fields.Report(
            fmt::format("'{}' must be one of 'optional_keys', with members of a new record", key),
            fields.Optional("create_with_key")->place);
    }
}

}  // namespace

Entity ReadEntity(const std::string& id, const Node& node, const Profile& profile,
                  Problems& problems) {
    Fields fields(node, fmt::format("the entity '{}'", id), problems);
    Entity entity;
    entity.id = id;
    entity.list = ReadOperation(fields, "list", Body::kNone, profile, problems);
    entity.read = ReadOperation(fields, "read", Body::kNone, profile, problems);
    entity.create = ReadOperation(fields, "create", Body::kWhole, profile, problems);
    entity.update = ReadOperation(fields, "update", Body::kMerge, profile, problems);
    entity.remove = ReadOperation(fields, "delete", Body::kNone, profile, problems);
    ReadAnswers(fields, entity);
    ReadTimes(fields, entity);
    entity.create_with = ReadObject(fields, "create_with", nlohmann::json::object());
    entity.create_when_empty = ReadObject(fields, "create_when_empty", nlohmann::json::object());
    entity.create_with_key = ReadObject(fields, "create_with_key", nlohmann::json::object());
    CheckKeys(fields, entity.create_with_key, profile);
    entity.create_when_true = ReadObject(fields, "create_when_true", nlohmann::json::object());
    entity.delete_fallback = ReadObject(fields, "delete_fallback", nullptr);
    entity.right = fields.Text("right").value_or("");
    entity.full_when = fields.Texts("full_when");
    entity.tag_field = fields.Text("tag_field").value_or("");
    entity.probe = ReadProbe(fields, problems);
    ReadFields(fields, entity, problems);
    fields.Finish();
    return entity;
}

}  // namespace plumb::target
