#include "harness/catalogue/bindings.h"

#include <fmt/format.h>

#include "harness/base/text.h"

namespace plumb::catalogue {

namespace {

using Problems = std::vector<Problem>;
using yaml::Node;

yaml::Node TextNode(const std::string& text) {
    Node node;
    node.kind = Node::Kind::kScalar;
    node.text = text;
    return node;
}

bool IsReference(const Node& node) {
    return node.IsScalar() && !node.quoted && node.tag.empty() && node.text.starts_with('$') &&
           !node.text.starts_with("$fresh.");
}

/// "$flows[0].id" is kept as "flows.0.id".
std::string NameOf(std::string_view reference) {
    std::string name(reference.substr(1));
    name = ReplaceAll(std::move(name), "[", ".");
    return ReplaceAll(std::move(name), "]", "");
}

}  // namespace

void Bindings::Set(const std::string& name, Node value) {
    values_.insert_or_assign(name, std::move(value));
}

void Bindings::SetText(const std::string& name, const std::string& text) {
    Set(name, TextNode(text));
}

void Bindings::SetTexts(const std::string& name, const std::vector<std::string>& texts) {
    Node list;
    list.kind = Node::Kind::kList;
    for (const std::string& text : texts) list.items.push_back(TextNode(text));
    Set(name, std::move(list));
}

void Bindings::SetWords(const std::string& name, const std::string& words) {
    words_.insert_or_assign(name, words);
}

const Node* Bindings::Find(const std::string& reference, const Place& place,
                           Problems& problems) const {
    const auto found = values_.find(NameOf(reference));
    if (found != values_.end()) return &found->second;
    std::vector<std::string> names;
    for (const auto& [name, value] : values_) names.push_back("$" + name);
    const std::string hint = DidYouMean(reference, names);
    problems.push_back(
        {fmt::format("{} stands for nothing here", Shorten(reference, 60)), place,
         hint.empty() ? fmt::format("known are: {}", fmt::join(names, ", ")) : hint});
    return nullptr;
}

std::string Bindings::FillKey(const Node::Entry& entry, Problems& problems) const {
    if (!entry.key.starts_with('$')) return entry.key;
    const Node* value = Find(entry.key, entry.place, problems);
    if (value == nullptr) return entry.key;
    if (value->IsScalar()) return value->text;
    problems.push_back({fmt::format("{} is not one path", entry.key), entry.place, ""});
    return entry.key;
}

Node Bindings::Fill(const Node& node, Problems& problems) const {
    if (IsReference(node)) {
        const Node* value = Find(node.text, node.place, problems);
        Node filled = value == nullptr ? TextNode("unknown") : *value;
        filled.place = node.place;
        return filled;
    }
    Node filled = node;
    for (Node& item : filled.items) item = Fill(item, problems);
    for (Node::Entry& entry : filled.entries) {
        entry.key = FillKey(entry, problems);
        entry.value = Fill(entry.value, problems);
    }
    for (std::size_t i = 0; i < filled.entries.size(); ++i) {
        const Node::Entry& entry = filled.entries[i];
        if (filled.Find(entry.key) == &entry.value) continue;
        problems.push_back({fmt::format("'{}' stands here twice after filling in", entry.key),
                            entry.place, "say with 'when' where the check makes sense"});
    }
    return filled;
}

std::string Bindings::FillSummary(const std::string& text, const Place& place,
                                  Problems& problems) const {
    std::string filled;
    std::size_t at = 0;
    for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', at)) {
        const std::size_t close = text.find('}', open);
        if (close == std::string::npos) break;
        filled += text.substr(at, open - at);
        const std::string name = NameOf("$" + text.substr(open + 1, close - open - 1));
        const auto words = words_.find(name);
        if (words != words_.end()) {
            filled += words->second;
        } else if (const Node* value = Find("$" + name, place, problems)) {
            filled += value->text;
        }
        at = close + 1;
    }
    return filled + text.substr(at);
}

}  // namespace plumb::catalogue
