#include "mocks/contract/violations.h"

#include <fmt/format.h>
#include <algorithm>
#include <ostream>

#include "harness/base/text.h"

namespace plumb::mocks::contract {

namespace {

constexpr std::size_t kShownBytes = 80;

/// Words of the library for "something inside is wrong", which is said of the inside already.
constexpr std::string_view kRepeated[] = {
    "Failed to validate against schema associated with property name",
    "Failed to validate item #",
    "Failed to validate against additional properties schema",
    "Failed to validate against child schema #",
    "Failed to validate against a conditional schema",
};

/// Alternatives of which none fits: what each of them misses is no fault of its own.
constexpr std::string_view kNoneOfSeveral[] = {
    "Failed to validate against any schemas allowed by anyOf",
    "Failed to validate against any child schemas allowed by oneOf",
    "Failed to validate against exactly one child schema",
};

template <class Texts>
bool BeginsWithOne(std::string_view words, const Texts& texts) {
    return std::ranges::any_of(texts,
                               [&](std::string_view text) { return words.starts_with(text); });
}

bool IsAtOrBelow(const std::vector<std::string>& steps, const std::vector<std::string>& above) {
    return steps.size() >= above.size() && std::equal(above.begin(), above.end(), steps.begin());
}

/// The text between the last two apostrophes.
std::string Quoted(const std::string& words) {
    const std::size_t end = words.rfind('\'');
    const std::size_t begin =
        end == std::string::npos || end == 0 ? end : words.rfind('\'', end - 1);
    if (begin == std::string::npos || begin == end) return words;
    return words.substr(begin + 1, end - begin - 1);
}

std::string PointerTo(const std::vector<std::string>& steps) {
    std::string pointer;
    for (const std::string& step : steps) pointer += "/" + PointerPart(step);
    return pointer;
}

const Json& ValueAt(const Json& value, const std::vector<std::string>& steps) {
    static const Json kNothing;
    const Json::json_pointer pointer(PointerTo(steps));
    return value.contains(pointer) ? value[pointer] : kNothing;
}

struct Rule {
    std::string what;
    std::string keyword;  ///< of the schema; "" for the schema as a whole
};

std::string TypeOf(const Element& schema) {
    return schema.Text("type") + (schema.Flag("nullable") ? " or null" : "");
}

/// The part of an allOf that has the keyword, when the schema itself has not.
Element WithKeyword(const Element& schema, const std::string& keyword) {
    if (schema.Value().contains(keyword)) return schema;
    const auto parts = schema.Find("allOf");
    if (!parts) return schema;
    for (const auto& [number, part] : parts->Children()) {
        Element found = WithKeyword(part, keyword);
        if (found.Value().contains(keyword)) return found;
    }
    return schema;
}

Rule Reword(const std::string& words, const Element& schema, const std::string& shown) {
    const auto begins = [&](std::string_view text) { return words.starts_with(text); };
    if (begins("Value type"))
        return {fmt::format("is {}, not {}", shown, TypeOf(WithKeyword(schema, "type"))), "type"};
    if (begins("Missing required"))
        return {fmt::format("lacks the member '{}'", Quoted(words)), "required"};
    if (begins("Object contains a property"))
        return {fmt::format("has the member '{}', which is not documented", Quoted(words)),
                "additionalProperties"};
    if (begins("Failed to match against any enum")) {
        const Json allowed = schema.Value().value("enum", Json::array());
        return {fmt::format("is {}, none of {}", shown, Shorten(Dump(allowed), 200)), "enum"};
    }
    if (begins("Target should not"))
        return {schema.Flag("readOnly") ? "is read-only" : "is write-only", ""};
    if (!begins("Failed to match regex")) return {fmt::format("is {}: {}", shown, words), ""};
    const bool format = schema.Value().contains("format");
    return {fmt::format("is {}, which does not fit '{}'", shown,
                        schema.Text(format ? "format" : "pattern")),
            format ? "format" : "pattern"};
}

Violation ToViolation(const Fault& fault, const Element& schema, const Json& value, Values values) {
    const Element rule = RuleFor(schema, fault.steps);
    const std::string shown = values == Values::kHidden
                                  ? "a value that is not shown"
                                  : Shorten(Dump(ValueAt(value, fault.steps)), kShownBytes);
    const Rule broken = Reword(fault.words, rule, shown);
    const std::string pointer =
        broken.keyword.empty() ? rule.Pointer()
                               : WithKeyword(rule, broken.keyword).Pointer() + "/" + broken.keyword;
    return {PointerTo(fault.steps), broken.what, pointer};
}

/// The element for one member or item, also when a part of an allOf or its like has it.
std::optional<Element> RuleForStep(const Element& schema, const std::string& step) {
    const auto properties = schema.Find("properties");
    if (properties) {
        if (auto member = properties->Find(step)) return member;
    }
    for (const char* others : {"items", "additionalProperties"}) {
        const auto other = schema.Find(others);
        if (other && other->Value().is_object()) return other;
    }
    for (const char* several : {"allOf", "anyOf", "oneOf"}) {
        const auto parts = schema.Find(several);
        if (!parts) continue;
        for (const auto& [number, part] : parts->Children()) {
            if (auto found = RuleForStep(part, step)) return found;
        }
    }
    return std::nullopt;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const Violation& violation) {
    return out << violation.place << ": " << violation.what << " (" << violation.rule << ")";
}

Element RuleFor(const Element& schema, const std::vector<std::string>& steps) {
    Element rule = schema;
    for (const std::string& step : steps) {
        const auto next = RuleForStep(rule, step);
        if (!next) break;
        rule = *next;
    }
    return rule;
}

std::vector<Violation> ToViolations(const std::vector<Fault>& faults, const Element& schema,
                                    const Json& value, Values values) {
    std::vector<Fault> kept;
    for (const Fault& fault : faults) {
        if (BeginsWithOne(fault.words, kRepeated)) continue;
        if (BeginsWithOne(fault.words, kNoneOfSeveral)) {
            std::erase_if(
                kept, [&](const Fault& inner) { return IsAtOrBelow(inner.steps, fault.steps); });
        }
        kept.push_back(fault);
    }
    std::vector<Violation> violations;
    for (const Fault& fault : kept) {
        Violation violation = ToViolation(fault, schema, value, values);
        const bool is_new = std::ranges::find(violations, violation) == violations.end();
        if (is_new) violations.push_back(std::move(violation));
    }
    return violations;
}

}  // namespace plumb::mocks::contract
