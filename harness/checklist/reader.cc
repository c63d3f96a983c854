#include "harness/checklist/reader.h"

#include <fmt/format.h>
#include <algorithm>
#include <limits>

#include "harness/base/ids.h"
#include "harness/base/text.h"
#include "harness/checklist/pairs.h"
#include "harness/yaml/fields.h"
#include "harness/yaml/node.h"

namespace plumb::checklist {

namespace {

using Problems = std::vector<Problem>;

constexpr std::int64_t kLineMax = std::numeric_limits<int>::max();

void CheckId(const std::string& id, const Place& place, Problems& problems) {
    if (Slug(id) == id) return;
    problems.push_back({fmt::format("'{}' is no id: ids are made of lower-case letters, digits and "
                                    "single '-'",
                                    Shorten(id, 60)),
                        place, fmt::format("write '{}'", Shorten(Slug(id), 60))});
}

std::string ReadId(yaml::Fields& fields, std::string_view key, Problems& problems) {
    const std::size_t before = problems.size();
    std::string id = fields.RequiredText(key);
    if (problems.size() == before && fields.IsMap()) {
        CheckId(id, fields.Optional(key)->place, problems);
    }
    return id;
}

/// A list of which every item is wanted, or an empty one after reporting what stands there.
const std::vector<yaml::Node>& ReadList(yaml::Fields& fields, std::string_view key) {
    static const std::vector<yaml::Node> kNone;
    const yaml::Node* list = fields.Optional(key);
    if (list == nullptr) return kNone;
    if (!list->IsList()) fields.Report(fmt::format("'{}' must be a list", key), list->place);
    return list->items;
}

std::vector<int> ReadRows(yaml::Fields& fields, std::string_view key) {
    std::vector<int> rows;
    for (const yaml::Node& item : ReadList(fields, key)) {
        const nlohmann::json line = item.IsScalar() ? yaml::ToJson(item) : nlohmann::json();
        if (line.is_number_unsigned() || (line.is_number_integer() && line >= 0)) {
            if (line <= kLineMax) {
                rows.push_back(line.get<int>());
                continue;
            }
        }
        fields.Report("a line must be a whole number", item.place);
    }
    return rows;
}

Lines ReadLines(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "the lines of a flow ('at')", problems);
    const auto line = [&](std::string_view key) {
        return static_cast<int>(fields.Integer(key, 0, kLineMax).value_or(0));
    };
    Lines lines;
    lines.create = line("create");
    lines.merge = line("merge");
    lines.keep_in_sync = line("keep_in_sync");
    lines.properties = line("properties");
    if (const yaml::Node* rows_node = fields.Optional("rows")) {
        yaml::Fields rows(*rows_node, "the lines of rows", problems);
        lines.merge_rows = ReadRows(rows, "merge");
        lines.property_rows = ReadRows(rows, "properties");
        rows.Finish();
    }
    fields.Finish();
    return lines;
}

CreateRule ReadWhenConnected(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "'when-connected'", problems);
    CreateWhenConnected rule;
    if (fields.Required("entities") != nullptr) rule.entities = fields.Texts("entities");
    rule.in = fields.RequiredText("in");
    fields.Finish();
    return rule;
}

CreateRule ReadCreateMap(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "'create'", problems);
    const yaml::Node* connected = fields.Optional("when-connected");
    const std::optional<std::string> when = fields.Text("when");
    fields.Finish();
    if ((connected != nullptr) == when.has_value()) {
        problems.push_back({"'create' needs exactly one rule", node.place,
                            "one of: never, always, {when-connected: …}, {when: \"…\"}"});
    }
    if (connected != nullptr) return ReadWhenConnected(*connected, problems);
    return CreateWhen{when.value_or("")};
}

std::optional<CreateRule> ReadCreate(yaml::Fields& fields, Problems& problems) {
    const yaml::Node* node = fields.Optional("create");
    if (node == nullptr) return std::nullopt;
    if (node->IsMap()) return ReadCreateMap(*node, problems);
    const auto rule = fields.OneOf("create", {"never", "always"});
    if (rule == "always") return CreateAlways{};
    return CreateNever{};
}

Flow ReadFlow(const yaml::Node::Entry& entry, Problems& problems) {
    CheckId(entry.key, entry.place, problems);
    yaml::Fields fields(entry.value, "a flow", problems);
    Flow flow;
    flow.id = entry.key;
    flow.title = fields.RequiredText("title");
    if (const yaml::Node* at = fields.Optional("at")) flow.at = ReadLines(*at, problems);
    flow.source = ReadId(fields, "source", problems);
    flow.target = ReadId(fields, "target", problems);
    flow.create = ReadCreate(fields, problems);
    for (const yaml::Node& item : ReadList(fields, "merge_when_any")) {
        flow.merge_when_any.push_back(ReadAlternative(item, problems));
    }
    flow.keep_in_sync = fields.OneOf("keep_in_sync", {"both-ways", "never"}) != "never";
    if (fields.OneOf("when_no_properties", {"merge-keys", "nothing"}) == "nothing") {
        flow.when_no_properties = WhenNoProperties::kNothing;
    }
    for (const yaml::Node& item : ReadList(fields, "properties")) {
        flow.properties.push_back(ReadProperty(item, problems));
    }
    fields.Finish();
    return flow;
}

DocumentOrigin ReadOrigin(const yaml::Node& node, Problems& problems) {
    yaml::Fields fields(node, "'document'", problems);
    DocumentOrigin origin;
    origin.file = fields.RequiredText("file");
    origin.sha256 = fields.RequiredText("sha256");
    origin.generated = fields.RequiredText("generated");
    origin.introduction = ReadRows(fields, "introduction");
    fields.Finish();
    const bool digest = origin.sha256.size() == 64 &&
                        origin.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (const yaml::Node* value = node.Find("sha256"); value != nullptr && !digest) {
        problems.push_back({"'sha256' must be 64 lower-case hexadecimal digits", value->place,
                            "leave 'document' out of a checklist that is written by hand"});
    }
    return origin;
}

Checklist ReadChecklist(const yaml::Node& root, Problems& problems) {
    yaml::Fields fields(root, "a checklist", problems);
    Checklist checklist;
    checklist.id = fields.RequiredText("checklist");
    if (const yaml::Node* id = root.Find("checklist"); id != nullptr && checklist.id.empty()) {
        fields.Report("'checklist' cannot be empty", id->place, "name it like its file");
    }
    checklist.title = fields.RequiredText("title");
    if (const yaml::Node* origin = fields.Optional("document")) {
        checklist.document = ReadOrigin(*origin, problems);
    }
    checklist.source = ReadId(fields, "source", problems);
    checklist.target = ReadId(fields, "target", problems);
    if (const yaml::Node* flows = fields.Required("flows")) {
        if (!flows->IsMap()) {
            fields.Report("'flows' must be a mapping of flow ids", flows->place,
                          "a document without flows has: flows: {}");
        }
        for (const yaml::Node::Entry& entry : flows->entries) {
            checklist.flows.push_back(ReadFlow(entry, problems));
        }
    }
    fields.Finish();
    return checklist;
}

Result<Checklist> FromYaml(const Result<yaml::Node>& root) {
    if (!root) return tl::make_unexpected(root.error());
    Problems problems;
    Checklist checklist = ReadChecklist(*root, problems);
    if (!problems.empty()) return InputError(std::move(problems));
    return checklist;
}

}  // namespace

Result<Checklist> Read(std::string_view yaml, const std::string& file) {
    return FromYaml(yaml::Parse(yaml, file));
}

Result<Checklist> ReadFile(const std::string& path) {
    return FromYaml(yaml::ParseFile(path));
}

}  // namespace plumb::checklist
