#include "mocks/contract/schema_adapter.h"

#include <cstdint>
#include <limits>

#include "harness/base/text.h"

namespace plumb::mocks::contract {

namespace {

constexpr const char* kSameInBoth[] = {"type",          "enum",     "minLength",   "maxLength",
                                       "minItems",      "maxItems", "uniqueItems", "minProperties",
                                       "maxProperties", "minimum",  "maximum",     "multipleOf"};

constexpr const char* kDate = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])";
constexpr const char* kTime =
    "T([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})";
constexpr const char* kUuid =
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$";

std::string PatternOf(const std::string& format) {
    if (format == "date") return std::string("^") + kDate + "$";
    if (format == "date-time") return std::string("^") + kDate + kTime + "$";
    return format == "uuid" ? kUuid : "";
}

/// Regular expressions of the standard library recurse for each character: a long text would end
/// the program.
constexpr int kLongestMatched = 500;

void AddPattern(const std::string& pattern, Json& adapted) {
    if (pattern.empty()) return;
    Json rule = Json::object();
    rule["if"]["maxLength"] = kLongestMatched;
    rule["then"]["pattern"] = pattern;
    adapted["allOf"].push_back(std::move(rule));
}

void AddFormat(const std::string& format, Json& adapted) {
    AddPattern(PatternOf(format), adapted);
    if (format != "int32") return;
    using Limits = std::numeric_limits<std::int32_t>;
    adapted["allOf"].push_back({{"minimum", Limits::min()}, {"maximum", Limits::max()}});
}

/// `exclusiveMinimum: true` makes `minimum: 3` mean "more than 3".
void AddBound(const Element& schema, const char* bound, const char* exclusive, Json& adapted) {
    if (!schema.Flag(exclusive) || !adapted.contains(bound)) return;
    adapted[exclusive] = adapted[bound];
    adapted.erase(bound);
}

Json OrNull(Json adapted) {
    // A condition rather than alternatives: what is wrong with a value that is not null is then
    // told.
    if (!adapted.contains("type"))
        return {{"if", {{"type", "null"}}}, {"else", std::move(adapted)}};
    adapted["type"] = Json::array({adapted["type"], "null"});
    if (adapted.contains("enum")) adapted["enum"].push_back(nullptr);
    return adapted;
}

/// Turns one schema into another, and gathers what it refers to.
class Adapter final {
  public:
    explicit Adapter(Direction direction) : direction_(direction) {}

    /// `schema` itself is no reference.
    Json Adapt(const Element& schema);
    Json TakeDefinitions() && { return std::move(definitions_); }

  private:
    Json AdaptChild(const Element& parent, const std::string& name);
    void AddObject(const Element& schema, Json& adapted);
    void AddParts(const Element& schema, Json& adapted);
    bool IsForbidden(const Element& member) const {
        return member.Flag(direction_ == Direction::kRequest ? "readOnly" : "writeOnly");
    }

    Direction direction_;
    Json definitions_ = Json::object();
};

Json Adapter::Adapt(const Element& schema) {
    Json adapted = Json::object();
    if (!schema.Value().is_object()) return adapted;
    for (const char* name : kSameInBoth) {
        if (schema.Value().contains(name)) adapted[name] = schema.Value()[name];
    }
    AddBound(schema, "minimum", "exclusiveMinimum", adapted);
    AddBound(schema, "maximum", "exclusiveMaximum", adapted);
    AddObject(schema, adapted);
    AddParts(schema, adapted);
    AddPattern(schema.Text("pattern"), adapted);
    AddFormat(schema.Text("format"), adapted);
    return schema.Flag("nullable") ? OrNull(std::move(adapted)) : adapted;
}

/// A reference to a definition when the child is a reference: schemas may contain themselves.
Json Adapter::AdaptChild(const Element& parent, const std::string& name) {
    const Element child = *parent.Find(name);
    if (child.Pointer() == parent.Pointer() + "/" + PointerPart(name)) return Adapt(child);
    std::string key = ReplaceAll(child.Pointer().substr(1), "/", ".");
    key = ReplaceAll(std::move(key), "~", "-");
    if (!definitions_.contains(key)) {
        definitions_[key] = Json::object();  // in its place before the schema meets itself
        Json definition = Adapt(child);
        definitions_[key] = std::move(definition);
    }
    return {{"$ref", "#/definitions/" + key}};
}

void Adapter::AddObject(const Element& schema, Json& adapted) {
    Json required = schema.Value().value("required", Json::array());
    if (!required.is_array()) required = Json::array();
    if (const auto properties = schema.Find("properties")) {
        adapted["properties"] = Json::object();
        for (const auto& [name, member] : properties->Children()) {
            const bool forbidden = IsForbidden(member);
            adapted["properties"][name] =
                forbidden ? Json{{"not", Json::object()}} : AdaptChild(*properties, name);
            if (forbidden) std::erase(required.get_ref<Json::array_t&>(), Json(name));
        }
    }
    if (!required.empty()) adapted["required"] = std::move(required);
    const auto others = schema.Value().find("additionalProperties");
    if (others == schema.Value().end()) return;
    adapted["additionalProperties"] =
        others->is_boolean() ? *others : AdaptChild(schema, "additionalProperties");
}

void Adapter::AddParts(const Element& schema, Json& adapted) {
    for (const char* name : {"items", "not"}) {
        if (schema.Value().contains(name)) adapted[name] = AdaptChild(schema, name);
    }
    for (const char* name : {"allOf", "anyOf", "oneOf"}) {
        const auto parts = schema.Find(name);
        if (!parts) continue;
        adapted[name] = Json::array();
        for (const auto& [number, part] : parts->Children()) {
            adapted[name].push_back(AdaptChild(*parts, number));
        }
    }
}

}  // namespace

Json ToJsonSchema(const Element& schema, Direction direction) {
    Adapter adapter(direction);
    Json adapted = adapter.Adapt(schema.Followed());
    if (Json definitions = std::move(adapter).TakeDefinitions(); !definitions.empty()) {
        adapted["definitions"] = std::move(definitions);
    }
    return adapted;
}

}  // namespace plumb::mocks::contract
