#include "harness/checklist/pairs.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"
#include "harness/yaml/fields.h"
#include "harness/yaml/scalar.h"

namespace plumb::checklist {

namespace {

constexpr std::string_view kEquals = " = ";
constexpr std::string_view kCasts[] = {"string", "integer", "float", "decimal", "boolean", "list"};

/// A cast is a DTL text with quotes of its own (`"string"`). People leave them out, or write them
/// so that YAML takes them for its own; no other DTL text looks like the bare word.
std::string WithCastQuotes(std::string type) {
    const bool bare = std::find(std::begin(kCasts), std::end(kCasts), type) != std::end(kCasts);
    return bare ? "\"" + type + "\"" : type;
}

Condition ReadCondition(const yaml::Node& node, std::vector<Problem>& problems) {
    yaml::Fields fields(node, "a condition", problems);
    Condition condition;
    if (fields.Required("side") != nullptr) {
        const auto side = fields.OneOf("side", {"source", "target"});
        condition.side = side == "target" ? Side::kTarget : Side::kSource;
    }
    condition.path = fields.RequiredText("path");
    condition.value = fields.RequiredText("value");
    fields.Finish();
    return condition;
}

/// The keys that merge pairs and properties share; the caller finishes the fields.
Pair ReadPairFields(yaml::Fields& fields, const yaml::Node& node, std::vector<Problem>& problems) {
    Pair pair;
    pair.source = fields.RequiredText("source");
    pair.target = fields.RequiredText("target");
    if (const yaml::Node* conditions = fields.Optional("only_if")) {
        if (!conditions->IsList()) {
            fields.Report("'only_if' must be a list of conditions", conditions->place,
                          "such as: [{side: source, path: country, value: NO}]");
        }
        for (const yaml::Node& item : conditions->items) {
            pair.only_if.push_back(ReadCondition(item, problems));
        }
    }
    const bool incomplete = fields.Bool("incomplete").value_or(false);
    if (fields.IsMap() && incomplete != pair.IsIncomplete()) {
        fields.Report(incomplete ? "this pair is complete but marked 'incomplete: true'"
                                 : "this pair names only one property",
                      node.place,
                      incomplete ? "leave 'incomplete' out, or one of the sides empty"
                                 : "name the other, or write 'incomplete: true'");
    }
    return pair;
}

Pair ReadPair(const yaml::Node& node, std::vector<Problem>& problems) {
    if (node.IsScalar()) {
        if (auto pair = ParsePair(node.text)) return *std::move(pair);
        problems.push_back({fmt::format("'{}' is no pair of properties", Shorten(node.text, 60)),
                            node.place, "write: source.path = target.path"});
        return {};
    }
    yaml::Fields fields(node, "a pair", problems);
    Pair pair = ReadPairFields(fields, node, problems);
    fields.Finish();
    return pair;
}

std::string PairFields(const Pair& pair) {
    return fmt::format("source: {}, target: {}", yaml::Scalar(pair.source),
                       yaml::Scalar(pair.target));
}

std::string WriteConditions(const std::vector<Condition>& conditions) {
    if (conditions.empty()) return {};
    std::vector<std::string> texts;
    for (const Condition& condition : conditions) {
        texts.push_back(fmt::format("{{side: {}, path: {}, value: {}}}",
                                    condition.side == Side::kSource ? "source" : "target",
                                    yaml::Scalar(condition.path), yaml::Scalar(condition.value)));
    }
    return fmt::format(", only_if: [{}]", fmt::join(texts, ", "));
}

std::string WritePair(const Pair& pair) {
    const std::string text = fmt::format("{}{}{}", pair.source, kEquals, pair.target);
    if (pair.only_if.empty() && ParsePair(text) == pair) return yaml::Scalar(text);
    return fmt::format("{{{}{}{}}}", PairFields(pair), WriteConditions(pair.only_if),
                       pair.IsIncomplete() ? ", incomplete: true" : "");
}

}  // namespace

std::optional<Pair> ParsePair(std::string_view text) {
    const std::size_t at = text.find(kEquals);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view source = Trim(text.substr(0, at));
    const std::string_view target = Trim(text.substr(at + kEquals.size()));
    const bool more = target.find(kEquals) != std::string_view::npos;
    if (source.empty() || target.empty() || more) return std::nullopt;
    return Pair{.source = std::string(source), .target = std::string(target), .only_if = {}};
}

MergeAlternative ReadAlternative(const yaml::Node& node, std::vector<Problem>& problems) {
    if (!node.IsList()) return {ReadPair(node, problems)};
    MergeAlternative alternative;
    for (const yaml::Node& item : node.items) alternative.push_back(ReadPair(item, problems));
    if (alternative.empty()) {
        problems.push_back({"a merge alternative needs at least one pair", node.place, {}});
    }
    return alternative;
}

Property ReadProperty(const yaml::Node& node, std::vector<Problem>& problems) {
    yaml::Fields fields(node, "a property", problems);
    Property property;
    property.pair = ReadPairFields(fields, node, problems);
    property.type = fields.RequiredText("type");
    property.type_unreadable = fields.Bool("type_unreadable").value_or(false);
    if (!property.type_unreadable) property.type = WithCastQuotes(std::move(property.type));
    fields.Finish();
    return property;
}

std::string WriteAlternative(const MergeAlternative& alternative) {
    if (alternative.size() == 1) return WritePair(alternative.front());
    std::vector<std::string> pairs;
    for (const Pair& pair : alternative) pairs.push_back(WritePair(pair));
    return fmt::format("[{}]", fmt::join(pairs, ", "));
}

std::string WriteProperty(const Property& property) {
    return fmt::format("{{{}, type: {}{}{}{}}}", PairFields(property.pair),
                       yaml::Scalar(property.type), WriteConditions(property.pair.only_if),
                       property.pair.IsIncomplete() ? ", incomplete: true" : "",
                       property.type_unreadable ? ", type_unreadable: true" : "");
}

}  // namespace plumb::checklist
