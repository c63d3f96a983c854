#include "mocks/contract/element.h"

#include <fmt/format.h>
#include <charconv>

#include "harness/base/text.h"

namespace plumb::mocks::contract {

namespace {

constexpr int kMaxSteps = 32;

const Json* ChildOf(const Json& value, const std::string& name) {
    if (value.is_object()) {
        const auto child = value.find(name);
        return child == value.end() ? nullptr : &*child;
    }
    std::size_t index = 0;
    const char* end = name.data() + name.size();
    const auto [stop, error] = std::from_chars(name.data(), end, index);
    const bool is_index = error == std::errc() && stop == end;
    return value.is_array() && is_index && index < value.size() ? &value[index] : nullptr;
}

std::string NameIn(std::string_view part) {
    return ReplaceAll(ReplaceAll(std::string(part), "~1", "/"), "~0", "~");
}

/// What "#/a/b" names; nullptr for nothing.
const Json* Referred(const Json& root, std::string_view reference) {
    if (!reference.starts_with("#/")) return nullptr;
    const Json* at = &root;
    for (std::string_view part : Split(reference.substr(2), '/')) {
        at = ChildOf(*at, NameIn(part));
        if (at == nullptr) return nullptr;
    }
    return at;
}

/// The text of the reference; "" when the value is none.
std::string_view ReferenceIn(const Json& value) {
    if (!value.is_object()) return {};
    const auto reference = value.find("$ref");
    const bool is_text = reference != value.end() && reference->is_string();
    return is_text ? std::string_view(reference->get_ref<const std::string&>()) : "";
}

bool LeadsSomewhere(const Json& root, const Json* value) {
    for (int step = 0; step < kMaxSteps; ++step) {
        const std::string_view reference = ReferenceIn(*value);
        if (reference.empty()) return true;
        value = Referred(root, reference);
        if (value == nullptr) return false;
    }
    return false;
}

void CollectBroken(const Json& root, const Json& value, const std::string& file,
                   std::vector<Problem>& problems) {
    if (!value.is_structured()) return;
    if (!LeadsSomewhere(root, &value)) {
        problems.push_back({fmt::format("the reference '{}' leads nowhere", ReferenceIn(value)),
                            {file},
                            "references are of the form '#/components/schemas/User'"});
    }
    for (const Json& child : value) CollectBroken(root, child, file, problems);
}

}  // namespace

std::string PointerPart(std::string_view name) {
    return ReplaceAll(ReplaceAll(std::string(name), "~", "~0"), "/", "~1");
}

std::optional<Element> Element::Find(const std::string& name) const {
    const Json* child = ChildOf(*value_, name);
    if (child == nullptr) return std::nullopt;
    Element found = *this;
    found.value_ = child;
    found.pointer_ += "/" + PointerPart(name);
    return found.Followed();
}

Element Element::Followed() const {
    Element followed = *this;
    for (int step = 0; step < kMaxSteps; ++step) {
        const std::string_view reference = ReferenceIn(*followed.value_);
        const Json* referred = reference.empty() ? nullptr : Referred(*root_, reference);
        if (referred == nullptr) return followed;
        followed.value_ = referred;
        followed.pointer_ = reference.substr(1);
    }
    return followed;
}

std::vector<std::pair<std::string, Element>> Element::Children() const {
    std::vector<std::pair<std::string, Element>> children;
    if (!value_->is_structured()) return children;
    for (const auto& [name, value] : value_->items()) children.emplace_back(name, *Find(name));
    return children;
}

std::string Element::Text(const char* member) const {
    const Json* value = ChildOf(*value_, member);
    return value != nullptr && value->is_string() ? value->get<std::string>() : "";
}

bool Element::Flag(const char* member) const {
    const Json* value = ChildOf(*value_, member);
    return value != nullptr && value->is_boolean() && value->get<bool>();
}

Status CheckReferences(const Json& root, const std::string& file) {
    std::vector<Problem> problems;
    CollectBroken(root, root, file, problems);
    if (!problems.empty()) return InputError(std::move(problems));
    return {};
}

}  // namespace plumb::mocks::contract
