#include "harness/target/expansion.h"

#include <fmt/format.h>

namespace plumb::target {

namespace {

bool IsName(std::string_view text) {
    constexpr std::string_view kLetters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_0123456789";
    return !text.empty() && text.find_first_not_of(kLetters) == std::string_view::npos &&
           (text[0] < '0' || text[0] > '9');
}

}  // namespace

void Expansion::Expand(yaml::Node& node) {
    if (node.IsScalar()) ExpandText(node);
    for (yaml::Node& item : node.items) Expand(item);
    for (yaml::Node::Entry& entry : node.entries) Expand(entry.value);
}

bool Expansion::IsFromEnvironment(const yaml::Node& scalar) const {
    return from_environment_.contains({scalar.place.line, scalar.place.column});
}

void Expansion::ExpandText(yaml::Node& scalar) {
    const std::string& text = scalar.text;
    std::string expanded;
    std::size_t at = 0;
    for (std::size_t open = text.find("${"); open != std::string::npos;
         open = text.find("${", at)) {
        const std::size_t close = text.find('}', open);
        const std::string name = text.substr(open + 2, close - open - 2);
        if (close == std::string::npos || !IsName(name)) {
            problems_.push_back({"'${' is not followed by a name and '}'", scalar.place,
                                 "write ${NAME}, where NAME is an environment variable"});
            return;
        }
        expanded += text.substr(at, open - at) + ValueOf(name, scalar.place);
        at = close + 1;
        if (open == 0 && at == text.size()) {
            from_environment_.emplace(scalar.place.line, scalar.place.column);
        }
    }
    scalar.text = expanded + text.substr(at);
}

std::string Expansion::ValueOf(const std::string& name, const Place& place) {
    if (auto value = environment_ ? environment_(name) : std::nullopt) return *std::move(value);
    problems_.push_back({fmt::format("the environment variable {} is not defined", name), place,
                         fmt::format("export {}=… before the run", name)});
    return {};
}

}  // namespace plumb::target
