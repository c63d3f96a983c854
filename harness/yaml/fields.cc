#include "harness/yaml/fields.h"

#include <fmt/format.h>
#include <algorithm>

#include "harness/base/text.h"

namespace plumb::yaml {

namespace {

std::string Describe(const Node& node) {
    switch (node.kind) {
        case Node::Kind::kNull:
            return "nothing";
        case Node::Kind::kScalar:
            return fmt::format("'{}'", Shorten(node.text, 40));
        case Node::Kind::kList:
            return "a list";
        case Node::Kind::kMap:
            return "a mapping";
    }
    return "";
}

/// A text that is no checklist at all would otherwise cost a message for every key.
constexpr std::size_t kUnknownMax = 20;

bool IsText(const Node& node) {
    return node.IsScalar() && node.tag.empty();
}

bool Contains(const std::vector<std::string>& texts, std::string_view text) {
    return std::find(texts.begin(), texts.end(), text) != texts.end();
}

}  // namespace

Fields::Fields(const Node& node, std::string what, std::vector<Problem>& problems)
    : node_(node), what_(std::move(what)), problems_(problems) {
    if (!node.IsMap()) {
        Report(fmt::format("{} must be a mapping (key: value), not {}", what_, Describe(node)),
               node.place);
    }
}

const Node* Fields::Optional(std::string_view key) {
    if (!Contains(known_, key)) known_.emplace_back(key);
    return node_.Find(key);
}

const Node* Fields::Required(std::string_view key) {
    const Node* value = Optional(key);
    if (value == nullptr && node_.IsMap()) {
        Report(fmt::format("{} needs the key '{}'", what_, key), node_.place);
    }
    return value;
}

void Fields::ReportKind(std::string_view key, std::string_view expected, const Node& value) {
    const std::string found =
        value.tag.empty() ? Describe(value) : fmt::format("the tag {}", Shorten(value.tag, 40));
    Report(fmt::format("'{}' must be {}, not {}", key, expected, found), value.place);
}

std::optional<std::string> Fields::Text(std::string_view key) {
    const Node* value = Optional(key);
    if (value == nullptr) return std::nullopt;
    if (IsText(*value)) return value->text;
    ReportKind(key, "a text", *value);
    return std::nullopt;
}

std::string Fields::RequiredText(std::string_view key) {
    if (Required(key) == nullptr) return {};
    return Text(key).value_or("");
}

std::optional<bool> Fields::Bool(std::string_view key) {
    const Node* value = Optional(key);
    if (value == nullptr) return std::nullopt;
    const nlohmann::json json = IsText(*value) ? ToJson(*value) : nlohmann::json();
    if (json.is_boolean()) return json.get<bool>();
    ReportKind(key, "true or false", *value);
    return std::nullopt;
}

std::optional<std::int64_t> Fields::Integer(std::string_view key, std::int64_t min,
                                            std::int64_t max) {
    const Node* value = Optional(key);
    if (value == nullptr) return std::nullopt;
    const nlohmann::json json = IsText(*value) ? ToJson(*value) : nlohmann::json();
    // A number that only fits unsigned is beyond every signed limit.
    const bool fits = json.is_number_integer() &&
                      !(json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX);
    if (fits && json.get<std::int64_t>() >= min && json.get<std::int64_t>() <= max) {
        return json.get<std::int64_t>();
    }
    ReportKind(key, fmt::format("a whole number from {} to {}", min, max), *value);
    return std::nullopt;
}

std::optional<double> Fields::Number(std::string_view key, double min, double max) {
    const Node* value = Optional(key);
    if (value == nullptr) return std::nullopt;
    const nlohmann::json json = IsText(*value) ? ToJson(*value) : nlohmann::json();
    if (json.is_number() && json.get<double>() >= min && json.get<double>() <= max) {
        return json.get<double>();
    }
    ReportKind(key, fmt::format("a number from {} to {}", min, max), *value);
    return std::nullopt;
}

std::vector<std::string> Fields::Texts(std::string_view key) {
    const Node* value = Optional(key);
    if (value == nullptr) return {};
    if (IsText(*value)) return {value->text};
    std::vector<std::string> texts;
    if (!value->IsList()) ReportKind(key, "a text or a list of texts", *value);
    for (const Node& item : value->items) {
        if (IsText(item)) {
            texts.push_back(item.text);
        } else {
            ReportKind(key, "a list of texts", item);
        }
    }
    return texts;
}

std::optional<std::string> Fields::OneOf(std::string_view key,
                                         const std::vector<std::string>& allowed) {
    const std::optional<std::string> text = Text(key);
    if (!text) return std::nullopt;
    if (Contains(allowed, *text)) return text;
    ReportChoice(key, *node_.Find(key), allowed);
    return std::nullopt;
}

std::vector<std::string> Fields::SomeOf(std::string_view key,
                                        const std::vector<std::string>& allowed) {
    std::vector<std::string> texts = Texts(key);
    const Node* value = node_.Find(key);
    if (value == nullptr) return texts;
    const auto check = [&](const Node& item) {
        if (IsText(item) && !Contains(allowed, item.text)) ReportChoice(key, item, allowed);
    };
    check(*value);
    std::for_each(value->items.begin(), value->items.end(), check);
    std::erase_if(texts, [&](const std::string& text) { return !Contains(allowed, text); });
    return texts;
}

void Fields::ReportChoice(std::string_view key, const Node& value,
                          const std::vector<std::string>& allowed) {
    const std::string hint = DidYouMean(value.text, allowed);
    Report(fmt::format("'{}' cannot be '{}'", key, Shorten(value.text, 60)), value.place,
           hint.empty() ? fmt::format("it is one of: {}", fmt::join(allowed, ", ")) : hint);
}

void Fields::Finish() {
    std::size_t unknown = 0;
    for (const Node::Entry& entry : node_.entries) {
        if (Contains(known_, entry.key)) continue;
        if (++unknown > kUnknownMax) return Report("more unknown keys follow", entry.place);
        const std::string hint = DidYouMean(entry.key, known_);
        Report(fmt::format("{} has no key '{}'", what_, Shorten(entry.key, 60)), entry.place,
               hint.empty() ? fmt::format("its keys are: {}", fmt::join(known_, ", ")) : hint);
    }
}

void Fields::Report(std::string message, const Place& place, std::string hint) {
    problems_.push_back(Problem{std::move(message), place, std::move(hint)});
}

}  // namespace plumb::yaml
