#include "harness/scenario/value_form.h"

#include <fmt/format.h>

#include "harness/base/json_path.h"
#include "harness/base/text.h"
#include "harness/yaml/scalar.h"

namespace plumb::scenario {

namespace {

constexpr std::string_view kFresh = "fresh";
constexpr std::string_view kNamedFresh = "$fresh.";
constexpr std::string_view kAbsent = "!absent";
constexpr std::size_t kShownBytes = 80;

Value ReadReference(const yaml::Node& node, std::vector<Problem>& problems) {
    const std::string_view text = node.text;
    if (text.starts_with(kNamedFresh) && text.size() > kNamedFresh.size()) {
        return Fresh{std::string(text.substr(kNamedFresh.size()))};
    }
    problems.push_back({fmt::format("'{}' stands for no value here", Shorten(text, 60)), node.place,
                        "a value with a name is $fresh.NAME; quote the text if it is meant as it "
                        "stands"});
    return Absent{};
}

}  // namespace

Value ReadValue(const yaml::Node& node, std::vector<Problem>& problems) {
    if (node.tag == kAbsent) return Absent{};
    if (!node.tag.empty()) {
        problems.push_back({fmt::format("there is no tag {}", Shorten(node.tag, 40)), node.place,
                            "the only one is !absent: the property is not sent at all"});
        return Absent{};
    }
    if (node.IsScalar() && !node.quoted) {
        if (node.text == kFresh) return Fresh{};
        if (node.text.starts_with('$')) return ReadReference(node, problems);
    }
    return Literal{yaml::ToJson(node)};
}

std::string WriteValue(const Value& value) {
    if (std::holds_alternative<Absent>(value)) return "!absent";
    if (const auto* fresh = std::get_if<Fresh>(&value)) {
        return fresh->name.empty() ? std::string(kFresh) : std::string(kNamedFresh) + fresh->name;
    }
    const nlohmann::json& literal = std::get<Literal>(value).value;
    // Always quoted: a plain text could be taken for a keyword of the step language.
    if (literal.is_string()) return yaml::Quoted(literal.get_ref<const std::string&>());
    return Dump(literal);
}

std::string DescribeValue(const Value& value) {
    if (std::holds_alternative<Absent>(value)) return "nothing";
    if (const auto* fresh = std::get_if<Fresh>(&value)) {
        return fresh->name.empty() ? "a new value" : fmt::format("new value '{}'", fresh->name);
    }
    return Shorten(Dump(std::get<Literal>(value).value), kShownBytes);
}

std::vector<Assignment> ReadAssignments(const yaml::Node& node, std::vector<Problem>& problems) {
    std::vector<Assignment> assignments;
    if (!node.IsMap() || node.entries.empty()) {
        problems.push_back({"here must stand the properties and their values", node.place,
                            "such as {emailAddress: fresh}"});
    }
    for (const yaml::Node::Entry& entry : node.entries) {
        assignments.push_back({entry.key, ReadValue(entry.value, problems)});
        if (!entry.key.empty() && !entry.key.starts_with('$')) continue;
        problems.push_back({fmt::format("'{}' is no path of a property", entry.key), entry.place,
                            "a path is written like profile.email.email"});
    }
    return assignments;
}

std::string WriteAssignments(const std::vector<Assignment>& assignments) {
    std::vector<std::string> parts;
    for (const Assignment& assignment : assignments) {
        parts.push_back(
            fmt::format("{}: {}", yaml::Scalar(assignment.path), WriteValue(assignment.value)));
    }
    return fmt::format("{{{}}}", fmt::join(parts, ", "));
}

std::string DescribeAssignments(const std::vector<Assignment>& assignments) {
    std::vector<std::string> parts;
    for (const Assignment& assignment : assignments) {
        parts.push_back(fmt::format("{} = {}", assignment.path, DescribeValue(assignment.value)));
    }
    return fmt::format("{}", fmt::join(parts, " and "));
}

std::string_view ToString(Side side) {
    return side == Side::kSource ? "source" : "target";
}

}  // namespace plumb::scenario
