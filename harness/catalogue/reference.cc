#include "harness/catalogue/reference.h"

#include <algorithm>
#include <functional>

namespace plumb::catalogue {

namespace {

using Visitor = std::function<void(const std::string& name, const Place& place)>;

void Visit(const yaml::Node& node, const Visitor& visitor) {
    if (node.IsScalar() && !node.quoted && node.text.starts_with('$')) {
        visitor(node.text.substr(1), node.place);
    }
    for (const yaml::Node& item : node.items) Visit(item, visitor);
    for (const yaml::Node::Entry& entry : node.entries) {
        if (entry.key.starts_with('$')) visitor(entry.key.substr(1), entry.place);
        Visit(entry.value, visitor);
    }
}

}  // namespace

bool Refers(const yaml::Node& node, const std::set<std::string>& names) {
    bool found = false;
    Visit(node,
          [&](const std::string& name, const Place&) { found = found || names.contains(name); });
    return found;
}

std::vector<std::pair<std::string, Place>> ColumnsReferredTo(const yaml::Node& node,
                                                             const std::string& variant) {
    std::vector<std::pair<std::string, Place>> columns;
    Visit(node, [&](const std::string& name, const Place& place) {
        if (!name.starts_with(variant + ".")) return;
        const std::string column = name.substr(variant.size() + 1);
        const bool known = std::any_of(columns.begin(), columns.end(),
                                       [&](const auto& other) { return other.first == column; });
        if (!known) columns.emplace_back(column, place);
    });
    return columns;
}

}  // namespace plumb::catalogue
